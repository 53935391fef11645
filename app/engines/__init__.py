"""Machine translation: engines that all answer one Request with one Reply (app.domain.machines.machine)."""
