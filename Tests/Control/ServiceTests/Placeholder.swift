// placeholder until the branch arrives
