#ifndef VOICEBOT_CYAML_SHIM_H
#define VOICEBOT_CYAML_SHIM_H
#include <yaml.h>
#endif
