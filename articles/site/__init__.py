"""What readers see. Every page reads versions through `Version.objects.live()` and nothing else."""
