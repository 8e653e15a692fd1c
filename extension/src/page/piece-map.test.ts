import { describe, expect, it } from 'vitest'
import { type Piece, PieceMap, type PieceSource } from './piece-map.ts'

/** Stands for a Text node: the map never looks inside. */
const node = (data: string) => ({ data }) as unknown as PieceSource & Node

const first = node('第一条\n制定')
const second = node('本办法。')
// “第一条制定” (a source line break left out), a line break of ours, “本办法。”
const pieces: Piece[] = [
  { source: first, from: 0, start: 0, length: 3 },
  { source: first, from: 4, start: 3, length: 2 },
  { source: second, from: 0, start: 6, length: 4 },
]
const map = new PieceMap(pieces)

describe('PieceMap', () => {
  it('joins neighbours of one node across white space left out', () => {
    expect(map.sourcesOf(0, 5)).toEqual([{ source: first, start: 0, end: 6 }])
  })

  it('cuts pieces at the ends of a span and keeps the nodes apart', () => {
    expect(map.sourcesOf(4, 8)).toEqual([
      { source: first, start: 5, end: 6 },
      { source: second, start: 0, end: 2 },
    ])
  })

  it('finds nothing under a line break, which belongs to no piece', () => {
    expect(map.sourcesOf(5, 6)).toEqual([])
  })

  it('turns every place in a piece back into its offset', () => {
    for (const piece of pieces)
      for (let i = 0; i < piece.length; i += 1) expect(map.offsetAt(piece.source, piece.from + i)).toBe(piece.start + i)
  })

  it('knows no offset in white space left out, nor in a node it never read', () => {
    expect(map.offsetAt(node('别处'), 0)).toBeNull()
    expect(new PieceMap([pieces[1]!]).offsetAt(first, 1)).toBeNull()
  })
})
