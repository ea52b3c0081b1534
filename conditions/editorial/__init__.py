"""Every change of state: check, publish, withdraw. Views, admin, commands and tests call these and write nothing themselves."""
