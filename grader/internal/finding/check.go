package finding

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
)

// check runs the type checker on one package without looking at any other
// file: imports are the stubs below or empty. It is after the names of the
// candidate's own types and fields, and those do not depend on imports; what
// it cannot resolve stays unknown.
func check(fset *token.FileSet, files []*ast.File) (info *types.Info) {
	info = &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	// The candidate has compiled before anybody asks, but a checker that
	// stumbles over it must not cost the learner a verdict.
	defer func() { _ = recover() }()
	conf := types.Config{
		Importer:    stubImporter{},
		Error:       func(error) {},
		FakeImportC: true,
	}
	_, _ = conf.Check("candidate", fset, files, info)
	return info
}

// stubImporter knows the packages whose types matter here and makes empty
// ones of all others.
type stubImporter struct{}

func (stubImporter) Import(name string) (*types.Package, error) {
	src, ok := stubs[name]
	if !ok {
		pkg := types.NewPackage(name, path.Base(name))
		pkg.MarkComplete()
		return pkg, nil
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	conf := types.Config{Importer: stubImporter{}, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg, _ := conf.Check(name, fset, []*ast.File{f}, nil)
	return pkg, nil
}

// stubs holds as much of the standard library as it takes to know a lock, a
// channel and an atomic when a candidate uses one.
var stubs = map[string]string{
	"sync": `package sync
type Locker interface { Lock(); Unlock() }
type Mutex struct { _ int }
func (*Mutex) Lock() {}
func (*Mutex) TryLock() bool
func (*Mutex) Unlock() {}
type RWMutex struct { _ int }
func (*RWMutex) Lock() {}
func (*RWMutex) TryLock() bool
func (*RWMutex) Unlock() {}
func (*RWMutex) RLock() {}
func (*RWMutex) TryRLock() bool
func (*RWMutex) RUnlock() {}
func (*RWMutex) RLocker() Locker
type WaitGroup struct { _ int }
func (*WaitGroup) Add(int)
func (*WaitGroup) Done()
func (*WaitGroup) Wait()
func (*WaitGroup) Go(func())
type Cond struct { L Locker }
func NewCond(Locker) *Cond
func (*Cond) Wait()
func (*Cond) Signal()
func (*Cond) Broadcast()
type Once struct { _ int }
func (*Once) Do(func())
func OnceFunc(func()) func()
func OnceValue[T any](func() T) func() T
func OnceValues[T, U any](func() (T, U)) func() (T, U)
type Map struct { _ int }
func (*Map) Load(any) (any, bool)
func (*Map) Store(any, any)
func (*Map) LoadOrStore(any, any) (any, bool)
func (*Map) LoadAndDelete(any) (any, bool)
func (*Map) Delete(any)
func (*Map) Range(func(any, any) bool)
type Pool struct { New func() any }
func (*Pool) Get() any
func (*Pool) Put(any)
`,
	"sync/atomic": `package atomic
type Bool struct { _ int }
func (*Bool) Load() bool
func (*Bool) Store(bool)
func (*Bool) Swap(bool) bool
func (*Bool) CompareAndSwap(bool, bool) bool
type number interface { int32 | int64 | uint32 | uint64 }
type generic[T number] struct { _ int }
func (*generic[T]) Load() T
func (*generic[T]) Store(T)
func (*generic[T]) Add(T) T
func (*generic[T]) Swap(T) T
func (*generic[T]) CompareAndSwap(T, T) bool
type Int32 = generic[int32]
type Int64 = generic[int64]
type Uint32 = generic[uint32]
type Uint64 = generic[uint64]
type Pointer[T any] struct { _ int }
func (*Pointer[T]) Load() *T
func (*Pointer[T]) Store(*T)
func (*Pointer[T]) Swap(*T) *T
func (*Pointer[T]) CompareAndSwap(*T, *T) bool
type Value struct { _ int }
func (*Value) Load() any
func (*Value) Store(any)
func (*Value) Swap(any) any
func (*Value) CompareAndSwap(any, any) bool
func AddInt32(*int32, int32) int32
func AddInt64(*int64, int64) int64
func LoadInt32(*int32) int32
func LoadInt64(*int64) int64
func LoadUint32(*uint32) uint32
func LoadUint64(*uint64) uint64
`,
	"context": `package context
import "time"
type Context interface {
	Deadline() (time.Time, bool)
	Done() <-chan struct{}
	Err() error
	Value(any) any
}
type CancelFunc func()
type CancelCauseFunc func(error)
func Background() Context
func TODO() Context
func WithCancel(Context) (Context, CancelFunc)
func WithCancelCause(Context) (Context, CancelCauseFunc)
func WithTimeout(Context, time.Duration) (Context, CancelFunc)
func WithDeadline(Context, time.Time) (Context, CancelFunc)
func WithValue(Context, any, any) Context
func WithoutCancel(Context) Context
func AfterFunc(Context, func()) func() bool
func Cause(Context) error
`,
	"time": `package time
type Duration int64
const (
	Nanosecond Duration = 1
	Microsecond = 1000 * Nanosecond
	Millisecond = 1000 * Microsecond
	Second = 1000 * Millisecond
	Minute = 60 * Second
	Hour = 60 * Minute
)
type Time struct { _ int }
func Now() Time
func Since(Time) Duration
func Until(Time) Duration
func (Time) Add(Duration) Time
func (Time) Sub(Time) Duration
func (Time) After(Time) bool
func (Time) Before(Time) bool
func (Time) IsZero() bool
type Timer struct { C <-chan Time }
func NewTimer(Duration) *Timer
func AfterFunc(Duration, func()) *Timer
func (*Timer) Stop() bool
func (*Timer) Reset(Duration) bool
type Ticker struct { C <-chan Time }
func NewTicker(Duration) *Ticker
func (*Ticker) Stop()
func (*Ticker) Reset(Duration)
func After(Duration) <-chan Time
func Tick(Duration) <-chan Time
func Sleep(Duration)
`,
	"errors": `package errors
func New(string) error
func Is(error, error) bool
func As(error, any) bool
func Join(...error) error
func Unwrap(error) error
`,
	"fmt": `package fmt
func Errorf(string, ...any) error
func Sprint(...any) string
func Sprintf(string, ...any) string
func Sprintln(...any) string
func Print(...any) (int, error)
func Printf(string, ...any) (int, error)
func Println(...any) (int, error)
`,
}
