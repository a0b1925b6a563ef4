package firstbad

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The patches are compiled where syzkaller is. Here they are held to the names of this package.
func TestThePatchesUseWhatThePackageHas(t *testing.T) {
	exported := exportedNames(t)
	patches, err := filepath.Glob("../../deploy/syzkaller/*.patch")
	if err != nil || len(patches) != 2 {
		t.Fatalf("found %v, %v", patches, err)
	}
	for _, patch := range patches {
		file, err := parser.ParseFile(token.NewFileSet(), patch, newFile(t, patch), 0)
		if err != nil {
			t.Fatal(err)
		}
		used := 0
		ast.Inspect(file, func(node ast.Node) bool {
			selector, is := node.(*ast.SelectorExpr)
			if !is {
				return true
			}
			if from, is := selector.X.(*ast.Ident); is && from.Name == "firstbad" {
				used++
				if !exported[selector.Sel.Name] {
					t.Errorf("%s uses firstbad.%s, which there is not", patch, selector.Sel.Name)
				}
			}
			return true
		})
		if used < 4 {
			t.Errorf("%s uses %d names of the package", patch, used)
		}
	}
}

// newFile returns the file that a patch adds.
func newFile(t *testing.T, patch string) string {
	t.Helper()
	text, err := os.ReadFile(patch)
	if err != nil {
		t.Fatal(err)
	}
	_, added, found := strings.Cut(string(text), "\n--- /dev/null\n")
	if !found {
		t.Fatalf("%s adds no file", patch)
	}
	added, _, _ = strings.Cut(added, "\ndiff --git ")
	var lines []string
	for _, line := range strings.Split(added, "\n")[2:] {
		lines = append(lines, strings.TrimPrefix(line, "+"))
	}
	return strings.Join(lines, "\n")
}

func exportedNames(t *testing.T) map[string]bool {
	t.Helper()
	packages, err := parser.ParseDir(token.NewFileSet(), ".", func(file os.FileInfo) bool {
		return !strings.HasSuffix(file.Name(), "_test.go")
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	documented := doc.New(packages["firstbad"], "firstbad", 0)
	add := func(values ...*doc.Value) {
		for _, value := range values {
			for _, name := range value.Names {
				names[name] = true
			}
		}
	}
	add(documented.Consts...)
	for _, function := range documented.Funcs {
		names[function.Name] = true
	}
	for _, kind := range documented.Types {
		names[kind.Name] = true
		for _, function := range kind.Funcs {
			names[function.Name] = true
		}
	}
	return names
}
