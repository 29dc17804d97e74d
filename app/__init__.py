"""The shell: web, database, queue and bank. It computes nothing."""
