"""Parts of the picture that are kept up to date: each desk keeps on a shelf what it needs to look again only at what changes."""
