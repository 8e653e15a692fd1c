/**
 * All words of a rule set in one double-array trie (Aoe 1989), walked from every position of a text. A word is at most
 * MAX_WORD_LENGTH units, so a pass is linear in the text whatever the words; its cost hardly depends on their number.
 */
export interface WordAutomaton {
  /** Letter of each code unit, 0 for units that occur in no word; full-width forms share the letter of their half-width. */
  readonly letters: Uint16Array
  /** State after the first unit of a word, 0 for units that begin none. */
  readonly first: Int32Array
  readonly base: Int32Array
  readonly check: Int32Array
  /** Word that ends at a state, or -1. */
  readonly word: Int32Array
  readonly size: number
}

/** Occurrences in the order of their start: `words[i]` stands at `starts[i]`. Only the first `length` entries count. */
export interface Occurrences {
  words: Int32Array
  starts: Int32Array
  length: number
}

/** ，and , （ and ( １ and 1 are the same to every pattern; offsets are not moved. */
export function foldUnit(code: number): number {
  return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
}

const FULL_WIDTH = /[\uff01-\uff5e]/

export function foldWord(word: string): string {
  if (!FULL_WIDTH.test(word)) return word
  let folded = ''
  for (let i = 0; i < word.length; i++) folded += String.fromCharCode(foldUnit(word.charCodeAt(i)))
  return folded
}

interface TrieNode {
  readonly next: Map<number, TrieNode>
  word: number
}

/** @param words folded, distinct; the index of a word is its identity */
export function buildAutomaton(words: readonly string[]): WordAutomaton {
  const letters = new Uint16Array(65_536)
  let letterCount = 1
  const root: TrieNode = { next: new Map(), word: -1 }
  for (const [id, word] of words.entries()) {
    let node = root
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      if (letters[code] === 0) letters[code] = letterCount++
      let next = node.next.get(letters[code]!)
      if (next === undefined) {
        next = { next: new Map(), word: -1 }
        node.next.set(letters[code]!, next)
      }
      node = next
    }
    node.word = id
  }
  for (let code = 0; code < 65_536; code++) letters[code] = letters[foldUnit(code)]!
  return layOut(root, letters, letterCount)
}

function layOut(root: TrieNode, letters: Uint16Array, letterCount: number): WordAutomaton {
  const cells = new Cells()
  const queue: { node: TrieNode; state: number }[] = [{ node: root, state: 0 }]
  cells.take(0, 0)
  // Where the last state of several letters went: before it there is hardly room for another, holes take the single ones.
  let room = 0
  for (let head = 0; head < queue.length; head++) {
    const { node, state } = queue[head]!
    cells.word[state] = node.word
    if (node.next.size === 0) continue
    const keys = [...node.next.keys()].sort((a, b) => a - b)
    const place = cells.placeFor(keys, keys.length > 1 ? room : 0, letterCount)
    if (keys.length > 1) room = place + keys[0]!
    cells.base[state] = place
    for (const key of keys) {
      cells.take(place + key, state)
      queue.push({ node: node.next.get(key)!, state: place + key })
    }
  }
  const { base, check, word } = cells
  const first = new Int32Array(65_536)
  for (let code = 0; code < 65_536; code++) {
    const state = base[0]! + letters[code]!
    if (letters[code] !== 0 && check[state] === 0) first[code] = state
  }
  return { letters, first, base, check, word, size: base.length }
}

/** The arrays of a double-array trie under construction. */
class Cells {
  base = new Int32Array(1024)
  check = new Int32Array(1024).fill(-1)
  word = new Int32Array(1024).fill(-1)
  /** A free cell at or after each cell, found in steps that get shorter. */
  #next = Int32Array.from({ length: 1024 }, (_, i) => i)

  take(cell: number, owner: number): void {
    this.check[cell] = owner
    this.#next[cell] = cell + 1
  }

  /** A base under which the cells of all `keys` (in order) are free, the first of them at or after `from`. */
  placeFor(keys: readonly number[], from: number, letterCount: number): number {
    const least = keys[0]!
    for (let cell = this.#free(Math.max(from, least + 1)); ; cell = this.#free(cell + 1)) {
      this.#grow(cell - least + letterCount + 1)
      if (this.#fits(keys, cell - least)) return cell - least
    }
  }

  #fits(keys: readonly number[], place: number): boolean {
    for (const key of keys) if (this.check[place + key] !== -1) return false
    return true
  }

  #free(from: number): number {
    this.#grow(from + 1)
    let cell = from
    while (cell < this.#next.length && this.#next[cell] !== cell) {
      const next = this.#next[cell]!
      // Halve the path for those who come after.
      if (next < this.#next.length) this.#next[cell] = this.#next[next]!
      cell = next
    }
    this.#grow(cell)
    return cell
  }

  #grow(needed: number): void {
    const held = this.base.length
    if (needed < held) return
    let size = held
    while (size <= needed) size *= 2
    this.base = copyInto(new Int32Array(size), this.base)
    this.check = copyInto(new Int32Array(size).fill(-1), this.check)
    this.word = copyInto(new Int32Array(size).fill(-1), this.word)
    this.#next = copyInto(
      Int32Array.from({ length: size }, (_, i) => i),
      this.#next,
    )
  }
}

function copyInto(target: Int32Array<ArrayBuffer>, source: Int32Array): Int32Array<ArrayBuffer> {
  target.set(source)
  return target
}

/** Every occurrence of every word in `[from, to)` that starts before `startsBefore`, overlapping ones included. */
export function findWords(
  automaton: WordAutomaton,
  text: string,
  from = 0,
  to = text.length,
  startsBefore = to,
): Occurrences {
  const { letters, first, base, check, word } = automaton
  const found: Occurrences = { words: new Int32Array(256), starts: new Int32Array(256), length: 0 }
  for (let start = from; start < startsBefore; start++) {
    // Most units begin no word, and most that do are not followed by the second letter of one.
    let state = first[text.charCodeAt(start)]!
    if (state === 0) continue
    for (let at = start + 1; ; at++) {
      if (word[state]! >= 0) push(found, word[state]!, start)
      if (at >= to) break
      const next = base[state]! + letters[text.charCodeAt(at)]!
      if (check[next] !== state) break
      state = next
    }
  }
  return found
}

function push(found: Occurrences, word: number, start: number): void {
  if (found.length === found.words.length) {
    found.words = copyInto(new Int32Array(found.length * 2), found.words)
    found.starts = copyInto(new Int32Array(found.length * 2), found.starts)
  }
  found.words[found.length] = word
  found.starts[found.length++] = start
}
