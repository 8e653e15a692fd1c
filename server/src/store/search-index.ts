import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { findHolding, markedDrafts, putGrams, unmark } from './engine.ts'
import type { Reading, Store, Writing } from './store.ts'

// Words of one or two characters are what an index of words knows nothing of in Chinese, so the index holds every character
// and every pair of neighbours. It is made in idle moments, not by the check that brings a text: what is not in it yet is
// read through.

const WHITE_SPACE = /\s/

/** Letters of ASCII are told apart by case nowhere in a search. */
export const foldLetters = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** Every UTF-16 code unit of a text and every two that are neighbours, white space left out, as four digits each. */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>()
  let before = ''
  for (const unit of foldLetters(text).split('')) {
    if (WHITE_SPACE.test(unit)) {
      before = ''
      continue
    }
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0')
    grams.add(digits)
    if (before !== '') grams.add(before + digits)
    before = digits
  }
  return [...grams]
}

/** What must be in the index for a word to stand in a text; all of it where the word is no longer than two units. */
const gramsOfWord = (word: string): string[] => {
  const grams = gramsOf(word)
  return word.length === 1 ? grams : grams.filter((gram) => gram.length > 4)
}

// So many leave next to nothing; what is left is read through.
const GRAMS_ASKED = 64

/** What the index is asked for these words. */
export interface IndexQuery {
  readonly grams: readonly string[]
  /** What holds the grams holds the words themselves. */
  readonly isExact: boolean
}

export function indexQueryOf(words: readonly string[]): IndexQuery {
  const all = [...new Set(words.flatMap(gramsOfWord))]
  const grams = all.slice(0, GRAMS_ASKED)
  return { grams, isExact: all.length === grams.length && words.every(({ length }) => length <= 2) }
}

/** All drafts that can hold the words, those that are not in the index as they are now among them; `null` for more than `most`. */
export async function findCandidates(db: Reading, { grams }: IndexQuery, most: number): Promise<string[] | null> {
  const holding = await findHolding(db, grams, most + 1)
  if (holding.length > most) return null
  const found = new Set([...holding, ...(await markedDrafts(db, most + 1))])
  return found.size > most ? null : [...found]
}

/** Takes some drafts into the index as they are now. @returns how many */
export async function indexSome({ db }: Writing, limit: number): Promise<number> {
  const ids = await markedDrafts(db, limit)
  for (const id of ids) {
    const row = await db
      .selectFrom('drafts')
      .innerJoin('versions', 'versions.id', 'drafts.current_version_id')
      .select(['drafts.title', 'versions.text'])
      .where('drafts.id', '=', id)
      .executeTakeFirst()
    if (row) await putGrams(db, id, gramsOf(`${row.title}\n${row.text}`))
    await unmark(db, id)
  }
  return ids.length
}

/** Everything is to be indexed: after rows were brought in from elsewhere. */
export async function markAll({ db }: Pick<Writing, 'db'>): Promise<void> {
  await sql`INSERT INTO draft_unindexed (draft_id) SELECT id FROM drafts WHERE true ON CONFLICT DO NOTHING`.execute(db)
}

const LOOK_EVERY_MS = 1000
// One draft of ten thousand characters keeps others waiting for some milliseconds.
const REST_MS = 20
// Of the time since the last look: a thread that answers more than this has somebody waiting.
const QUIET = 0.2
// Others go first, but not for ever: an office at work all day must not search through everything.
const LOOKS_PUT_OFF = 4

/**
 * Keeps the index up with what is written, in the background, when nobody else writes and little is read.
 *
 * @returns a function that ends it
 */
export function keepIndexed(store: Store, onFailure: (error: unknown) => void): () => Promise<void> {
  let isOver = false
  let timer: NodeJS.Timeout | null = null
  let working: Promise<void> = Promise.resolve()
  let writes = store.writes()
  let used = performance.eventLoopUtilization()
  let putOff = 0
  const look = async () => {
    const isQuiet = store.writes() === writes && performance.eventLoopUtilization(used).utilization < QUIET
    putOff = isQuiet || putOff >= LOOKS_PUT_OFF ? 0 : putOff + 1
    let done = 0
    // Read first: where nothing waits, nothing is written.
    if (putOff === 0 && (await markedDrafts(store.db, 1)).length > 0)
      done = await store.write((writing) => indexSome(writing, 1))
    writes = store.writes()
    used = performance.eventLoopUtilization()
    plan(done > 0 && isQuiet ? REST_MS : LOOK_EVERY_MS)
  }
  const plan = (ms: number) => {
    if (isOver) return
    timer = setTimeout(() => {
      working = look().catch((error: unknown) => {
        onFailure(error)
        plan(LOOK_EVERY_MS)
      })
    }, ms)
    timer.unref()
  }
  plan(LOOK_EVERY_MS)
  return async () => {
    isOver = true
    if (timer) clearTimeout(timer)
    await working
  }
}
