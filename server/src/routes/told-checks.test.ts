import { describe, expect, it } from 'vitest'
import { ToldChecks } from './told-checks.ts'

const state = { sequence: 7, draft: 'a' }

describe('ToldChecks', () => {
  it('tells again what was told of the same state, and of no other', () => {
    const told = new ToldChecks()
    told.keep('k', state, 'text')
    expect(told.find('k', state)).toBe('text')
    expect(told.find('other', state)).toBeNull()
    expect(told.find('k', { ...state, sequence: 8 })).toBeNull()
    expect(told.find('k', state)).toBeNull() // dropped with the change
    told.keep('k', state, 'text')
    expect(told.find('k', { ...state, draft: 'b' })).toBeNull()
  })

  it('keeps no more than it may, those used last', () => {
    const told = new ToldChecks(100)
    for (const key of ['a', 'b', 'c', 'd']) told.keep(key, state, key.repeat(25))
    expect(told.find('a', state)).toBe('a'.repeat(25))
    told.keep('e', state, 'e'.repeat(25))
    expect(told.find('b', state)).toBeNull()
    expect(told.find('a', state)).not.toBeNull()
    told.keep('huge', state, 'x'.repeat(60))
    expect(told.find('huge', state)).toBeNull()
    expect(told.find('e', state)).not.toBeNull()
  })
})
