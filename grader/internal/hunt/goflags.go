package hunt

import "strings"

// goFlags are the flags of the user's GOFLAGS that a flag of ours would take
// the place of.
type goFlags struct {
	ldflags string
	modMod  bool // -mod=mod, which would let the go command write go.mod
}

// parseGoFlags reads GOFLAGS: flags separated by spaces, each of which may be
// quoted as a whole.
func parseGoFlags(text string) goFlags {
	var f goFlags
	for _, flag := range fields(text) {
		name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "ldflags":
			f.ldflags = value
		case "mod":
			f.modMod = value == "mod"
		}
	}
	return f
}

// fields splits text at spaces outside of quotes, as the go command does.
func fields(text string) []string {
	var out []string
	for text = strings.TrimLeft(text, " \t\n\r"); text != ""; text = strings.TrimLeft(text, " \t\n\r") {
		if q := text[0]; q == '\'' || q == '"' {
			if end := strings.IndexByte(text[1:], q); end >= 0 {
				out = append(out, text[1:1+end])
				text = text[2+end:]
				continue
			}
		}
		end := strings.IndexAny(text, " \t\n\r")
		if end < 0 {
			end = len(text)
		}
		out = append(out, text[:end])
		text = text[end:]
	}
	return out
}

// overrides are flags for each call: nothing may write into the module.
func (f goFlags) overrides() []string {
	if f.modMod {
		return []string{"-mod=readonly"}
	}
	return nil
}
