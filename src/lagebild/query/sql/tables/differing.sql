select measures, list_transform(figures, lambda f: f[2]) as figures, compatible, why from picture_figure_differences
