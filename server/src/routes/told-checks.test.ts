import { describe, expect, it } from 'vitest'
import { ToldChecks } from './told-checks.ts'

const state = { sequence: 7, draft: 'a' }
const bytes = (text: string) => new TextEncoder().encode(text)

describe('ToldChecks', () => {
  it('tells again what was told of the same state, and of no other', () => {
    const told = new ToldChecks()
    told.keep('k', state, bytes('text'))
    expect(told.find('k', state)).toEqual(bytes('text'))
    expect(told.find('other', state)).toBeNull()
    expect(told.find('k', { ...state, sequence: 8 })).toBeNull()
    expect(told.find('k', state)).toBeNull() // dropped with the change
    told.keep('k', state, bytes('text'))
    expect(told.find('k', { ...state, draft: 'b' })).toBeNull()
  })

  it('keeps no more than it may, those used last', () => {
    const told = new ToldChecks(100)
    for (const key of ['a', 'b', 'c', 'd']) told.keep(key, state, bytes(key.repeat(25)))
    expect(told.find('a', state)).toEqual(bytes('a'.repeat(25)))
    told.keep('e', state, bytes('e'.repeat(25)))
    expect(told.find('b', state)).toBeNull()
    expect(told.find('a', state)).not.toBeNull()
    told.keep('huge', state, bytes('x'.repeat(60)))
    expect(told.find('huge', state)).toBeNull()
    expect(told.find('e', state)).not.toBeNull()
  })

  it('answers what was sent again while nothing at all has happened', () => {
    const told = new ToldChecks()
    told.keepSent('a', '1', bytes('A'))
    told.keepSent('b', '1', bytes('B'))
    expect(told.findSent('a', '1')).toEqual(bytes('A'))
    expect(told.findSent('a', '2')).toBeNull()
    told.keepSent('c', '2', bytes('C'))
    expect(told.findSent('a', '1')).toBeNull()
    expect(told.findSent('c', '2')).toEqual(bytes('C'))
  })

  it('keeps nothing where the database does not tell whether anything happened', () => {
    const told = new ToldChecks()
    told.keepSent('a', null, bytes('A'))
    expect(told.findSent('a', null)).toBeNull()
  })
})
