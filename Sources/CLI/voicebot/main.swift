print("voicebot")
