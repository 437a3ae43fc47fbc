"""How the sample edition's pictures are drawn; numpy is needed here and nowhere else."""
