import VoicebotCommands

await Voicebot.run()
