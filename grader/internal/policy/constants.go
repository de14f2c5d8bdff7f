package policy

import (
	_ "embed"
	"go/constant"
	"go/token"
	"strconv"
	"strings"
)

// constantsText holds every exported constant of the default imports, and of a
// few that exercises add: package path, name, type, value. A test holds it equal to the standard library and
// writes it with -update.
//
//go:embed constants.txt
var constantsText string

// foreignConstants reads constantsText; the keys are "time.Second" with the
// whole path in front.
func foreignConstants() map[string]number {
	m := map[string]number{}
	for line := range strings.Lines(constantsText) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 4)
		m[f[0]+"."+f[1]] = foreignConstant(f[2], f[3])
	}
	return m
}

func foreignConstant(typ, value string) number {
	switch typ {
	case "untyped string":
		s, _ := strconv.Unquote(value)
		return text(len(s))
	case "untyped float":
		above, below, isFraction := strings.Cut(value, "/")
		v := integer(above)
		if isFraction {
			v = constant.BinaryOp(v, token.QUO, integer(below))
		}
		return number{value: v, kind: float}
	case "untyped int":
		return number{value: integer(value)}
	}
	return number{value: integer(value), bits: 64} // time.Duration and its like
}

func integer(s string) constant.Value {
	digits, negative := strings.CutPrefix(s, "-")
	v := constant.MakeFromLiteral(digits, token.INT, 0)
	if negative {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	return v
}
