import type { CheckRequest, Draft } from '@hongxian/shared/api'
import type { z } from 'zod'
import {
  type DraftState,
  digestOfText,
  findDraftState,
  findDraftStates,
  findVersion,
  type Reading,
  type Scope,
} from '../store/index.ts'
import { shareOfShorter, similarityOf } from './similarity.ts'

type Request = z.output<typeof CheckRequest>

/** What is known of a text before its draft is. */
export interface Reader {
  readonly text: string
  readonly kind: Draft['kind']
  /** Titles that the text may be on record under: as stated, as read. */
  readonly titles: readonly string[]
}

/** Where a text comes from: the name that the sender gave it, or the address of its page. */
export function sourceOf(request: { sourceKey?: string | undefined; url?: string | undefined }): string {
  return shortenName(request.sourceKey ?? withoutFragment(request.url ?? ''))
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '')

// PostgreSQL's indexes take keys of 2,704 bytes. A longer name is cut, and told from its like by its digest.
const LONGEST_NAME = 2400

function shortenName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name
  return `${name.slice(0, LONGEST_NAME / 4).replace(/\p{Surrogate}$/u, '')}…${digestOfText(name)}`
}

/** Pages change their addresses and share them; a name that the sender made up means one draft and no other. */
const isAddress = (source: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(source)

/** The name by which the request means one draft and no other; `null` where that shows only when its text has been read. */
export function soleNameOf(request: Request): string | null {
  const source = sourceOf(request)
  return request.draftId ?? (isAddress(source) ? null : source)
}

// Latest first: whoever edits a page goes on from one of the last drafts read there.
const CANDIDATES = 6
// On one page, half of the wording in common, or nearly all of the shorter text where one is still being typed.
const RELATED = 0.5
const GROWN = 0.8
// The opening of a long text says whose it is, and comparing it holds nobody up.
const COMPARED = 20_000
// Elsewhere the title must be the same as well.
const RELATED_ELSEWHERE = 0.6

/** The draft that a request names, or that has had this very text. */
export async function findNamedDraft(
  db: Reading,
  scope: Scope,
  request: Request,
  digest: string,
): Promise<DraftState | null> {
  if (request.draftId !== undefined) return findDraftState(db, scope, request.draftId)
  const source = sourceOf(request)
  if (!isAddress(source)) return (await findDraftStates(db, scope, { address: source }, 1))[0] ?? null
  const holding = await findDraftStates(db, scope, { digest }, CANDIDATES)
  return holding.find(({ draft }) => draft.source === source) ?? holding[0] ?? null
}

/**
 * The draft that a text not seen before is the next version of; `null` where it starts one. On the same page: the same
 * title, or wording that is clearly related. On another: the same title and wording more alike. Decisions, penalties and
 * contracts are written on forms under a title that says no more than their kind, so elsewhere they are never taken for
 * one another, and on the same page not where their numbers differ.
 */
export async function findRelatedDraft(
  db: Reading,
  scope: Scope,
  request: Request,
  read: Reader,
): Promise<DraftState | null> {
  const source = sourceOf(request)
  if (request.draftId !== undefined || !isAddress(source)) return null
  const opening = read.text.slice(0, COMPARED)
  const readHere = await findDraftStates(db, scope, { address: source }, CANDIDATES)
  const here = isForm(read) ? await withoutOtherCases(db, scope, readHere, read) : readHere
  const named = here.find(({ draft }) => read.titles.includes(draft.title))
  if (named) return named
  const relatedHere = await mostAlike(db, scope, here, RELATED, (text) => {
    const alike = similarityOf(text, opening)
    return alike < RELATED && shareOfShorter(text, opening) >= GROWN ? RELATED : alike
  })
  if (relatedHere) return relatedHere
  if (isForm(read)) return null
  const elsewhere = await findDraftStates(db, scope, { titles: read.titles }, CANDIDATES)
  return mostAlike(db, scope, elsewhere, RELATED_ELSEWHERE, (text) => similarityOf(text, opening))
}

const isForm = ({ kind }: Reader): boolean => kind === 'enforcement' || kind === 'contract'

// 临市监处罚〔2026〕12号, 合同编号：LJ-2026-003; it stands above the first paragraph.
const NUMBER = /\S*[〔[（(]\d{4}[〕\]）)]第?\d+号|编号[:：]\S+/
const numberOf = (text: string): string | null => NUMBER.exec(text.slice(0, 400).replace(/[^\S\n]+/g, ''))?.[0] ?? null

async function withoutOtherCases(
  db: Reading,
  scope: Scope,
  candidates: readonly DraftState[],
  read: Reader,
): Promise<readonly DraftState[]> {
  const number = numberOf(read.text)
  if (number === null) return candidates
  const kept: DraftState[] = []
  for (const candidate of candidates) {
    const version = await findVersion(db, scope, candidate.draft.currentVersionId)
    const other = version && numberOf(version.text)
    if (!other || other === number) kept.push(candidate)
  }
  return kept
}

async function mostAlike(
  db: Reading,
  scope: Scope,
  candidates: readonly DraftState[],
  least: number,
  likeness: (text: string) => number,
): Promise<DraftState | null> {
  let best: DraftState | null = null
  let most = least
  for (const candidate of candidates) {
    const version = await findVersion(db, scope, candidate.draft.currentVersionId)
    const alike = version ? likeness(version.text.slice(0, COMPARED)) : 0
    if (alike < most || (best && alike === most)) continue
    best = candidate
    most = alike
  }
  return best
}
