// bug: Get holds the read lock and calls Default, which asks for it again while a Reload waits in between ; kind: stuck

// Package config holds settings that may be reloaded at any time.
package config

import "sync"

// Config is a set of settings over a set of defaults.
type Config struct {
	mu       sync.RWMutex
	values   map[string]string
	defaults map[string]string
}

// New returns a configuration that has only defaults.
func New(defaults map[string]string) *Config {
	return &Config{defaults: defaults}
}

// Get returns the setting, or its default.
func (c *Config) Get(key string) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if v, ok := c.values[key]; ok {
		return v
	}
	return c.Default(key)
}

// Default returns the default of a setting.
func (c *Config) Default(key string) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.defaults[key]
}

// Reload replaces all settings.
func (c *Config) Reload(values map[string]string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.values = values
}
