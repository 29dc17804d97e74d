"""What everything stands on: settings, clock, ids, errors, files, routes and pages."""
