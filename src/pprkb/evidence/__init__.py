"""What effect sizes mean and how they are printed."""
