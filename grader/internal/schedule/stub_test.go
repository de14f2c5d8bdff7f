package schedule

import (
	gcimporter "go/importer"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSketches compares the sketches with the packages they stand for.
func TestSketches(t *testing.T) {
	sketched := &importer{fset: token.NewFileSet(), sketched: map[string]*types.Package{}}
	actual := gcimporter.Default()
	for _, path := range []string{"sync", "sync/atomic", "context", "time"} {
		sketch, err := sketched.Import(path)
		require.NoError(t, err)
		real, err := actual.Import(path)
		require.NoError(t, err)
		for _, name := range sketch.Scope().Names() {
			object := real.Scope().Lookup(name)
			require.NotNil(t, object, "%s.%s", path, name)
			require.Equal(t, signatures(object), signatures(sketch.Scope().Lookup(name)), "%s.%s", path, name)
		}
		if path == "sync" || path == "sync/atomic" {
			for _, name := range real.Scope().Names() {
				if token.IsExported(name) {
					require.NotNil(t, sketch.Scope().Lookup(name), "%s.%s is new", path, name)
				}
			}
		}
	}
	_, err := sketched.Import("net/http")
	require.ErrorContains(t, err, "no sketch of package net/http")
}

// signatures are the exported methods of a type, or the type of anything else.
func signatures(object types.Object) []string {
	plain := func(p *types.Package) string { return p.Name() }
	if _, ok := object.(*types.TypeName); !ok {
		return []string{types.TypeString(object.Type(), plain)}
	}
	var list []string
	methods := types.NewMethodSet(types.NewPointer(object.Type()))
	if types.IsInterface(object.Type()) {
		methods = types.NewMethodSet(object.Type())
	}
	for m := range methods.Methods() {
		if m.Obj().Exported() && (object.Pkg().Path() != "time" || object.Name() != "Time" && object.Name() != "Duration") {
			list = append(list, m.Obj().Name()+" "+types.TypeString(m.Type(), plain))
		}
	}
	return list
}
