import { hash } from 'node:crypto'
import type { HistoryEvent, HistoryVerification } from '@hongxian/shared/api'
import type { Withheld } from './checks.ts'
import type { Reading, Writing } from './store.ts'
import type { Tables } from './tables.ts'

/** What is about to be appended. */
export interface NewEvent {
  readonly organisationId: string
  readonly type: string
  /** One sentence in Chinese. */
  readonly summary: string
  readonly draftId?: string
  readonly actorId: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

const GENESIS = '0'.repeat(64)

/** Of a text, its UTF-8. */
export const sha256 = (content: string | Uint8Array): string => hash('sha256', content)

/** Everything that is said about an event goes into its hash, and the hash of the one before it. */
function hashOf(event: Omit<Tables['events'], 'hash'>): string {
  return sha256(
    JSON.stringify([
      event.organisation_id,
      event.sequence,
      event.type,
      event.summary,
      event.draft_id,
      event.actor_id,
      event.happened_at,
      event.payload,
      event.previous_hash,
    ]),
  )
}

/** Appends to the chain of the organisation; what concerns a draft goes to the chain of the organisation it belongs to. */
export const appendEvent = (writing: Writing, event: NewEvent): Promise<void> => appendEvents(writing, [event])

/** Several at once, in this order; all of one organisation and one draft. */
export async function appendEvents({ db, at }: Writing, events: readonly NewEvent[]): Promise<void> {
  const [first] = events
  if (!first) return
  const organisationId = await ownerOf(db, first)
  const head = await db
    .selectFrom('chain_heads')
    .select(['sequence', 'hash'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  const rows: Tables['events'][] = []
  let last = head ?? { sequence: 0, hash: GENESIS }
  for (const event of events) {
    const row = {
      organisation_id: organisationId,
      sequence: last.sequence + 1,
      type: event.type,
      summary: event.summary,
      draft_id: event.draftId ?? null,
      actor_id: event.actorId,
      happened_at: at,
      payload: JSON.stringify(event.payload),
      previous_hash: last.hash,
    }
    last = { sequence: row.sequence, hash: hashOf(row) }
    rows.push({ ...row, hash: last.hash })
  }
  await db.insertInto('events').values(rows).execute()
  await (head
    ? db.updateTable('chain_heads').set(last).where('organisation_id', '=', organisationId)
    : db.insertInto('chain_heads').values({ organisation_id: organisationId, ...last })
  ).execute()
}

async function ownerOf(db: Reading, { draftId, organisationId }: NewEvent): Promise<string> {
  if (draftId === undefined) return organisationId
  const draft = await db.selectFrom('drafts').select('organisation_id').where('id', '=', draftId).executeTakeFirst()
  return draft?.organisation_id ?? organisationId
}

/** Of the last event of a draft; whatever is done to a draft appends one. 0 where there is none. */
export async function findLastSequence(db: Reading, draftId: string): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select('sequence')
    .where('draft_id', '=', draftId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.sequence ?? 0
}

/** What is said of a review while it goes on, and of nothing else. */
const INTERNAL = ['decision.', 'annotation.', 'consultation.']

/**
 * Newest first.
 *
 * @param before sequence of the last event already shown
 * @param withheld events of the review left out: those of its own kinds, and moves that say how it will end
 */
export async function listDraftEvents(
  db: Reading,
  draftId: string,
  limit: number,
  before: number | null,
  withheld: (Withheld & { readonly moves: readonly string[] }) | null = null,
): Promise<HistoryEvent[]> {
  let query = db
    .selectFrom('events')
    .leftJoin('users', 'users.id', 'events.actor_id')
    .selectAll('events')
    .select('users.name as actor_name')
    .where('draft_id', '=', draftId)
    .orderBy('sequence', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('sequence', '<', before)
  if (withheld !== null)
    query = query.where((eb) =>
      eb.or([
        eb('users.organisation_id', 'is', null),
        eb('users.organisation_id', '<>', withheld.organisationId),
        eb('users.id', '=', withheld.userId),
        eb('events.happened_at', '<=', withheld.after ?? ''),
        eb.and([
          ...INTERNAL.map((kind) => eb('events.type', 'not like', `${kind}%`)),
          // Within a string of JSON, quotation marks are escaped: words that somebody wrote cannot be taken for this.
          ...withheld.moves.map((move) => eb('events.payload', 'not like', `%"move":"${move}"%`)),
        ]),
      ]),
    )
  return (await query.execute()).map((row) => ({
    sequence: row.sequence,
    type: row.type,
    summary: row.summary,
    draftId: row.draft_id,
    by: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? '' },
    at: row.happened_at,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    previousHash: row.previous_hash,
    hash: row.hash,
  }))
}

// Read in portions, so that a long history does not stand in memory at once.
const PORTION = 2000

/**
 * Walks the whole chain of an organisation and compares with it what the tables say now: texts of versions, findings of
 * checks, decisions. At most a hundred faults are listed.
 */
export async function verifyChain(db: Reading, organisationId: string): Promise<HistoryVerification> {
  const faults: { sequence: number | null; detail: string }[] = []
  const recorded = {
    version: new Map<string, string>(),
    check: new Map<string, string>(),
    decision: new Map<string, string>(),
    review: new Map<string, string>(),
    material: new Map<string, string>(),
    rules: new Map<string, string>(),
    settings: new Map<string, string>(),
    consultation: new Map<string, string>(),
  }
  let previous = GENESIS
  let sequence = 0
  for (;;) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(PORTION)
      .execute()
    for (const row of rows) {
      if (row.sequence !== sequence + 1)
        faults.push({ sequence: row.sequence, detail: `第${sequence + 1}条至第${row.sequence - 1}条记录缺失。` })
      if (row.previous_hash !== previous)
        faults.push({ sequence: row.sequence, detail: `第${row.sequence}条记录与前一条记录不衔接。` })
      if (row.hash !== hashOf(row))
        faults.push({ sequence: row.sequence, detail: `第${row.sequence}条记录的内容被改动。` })
      noteProof(row, recorded)
      previous = row.hash
      sequence = row.sequence
    }
    if (rows.length < PORTION) break
  }
  const head = await db
    .selectFrom('chain_heads')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  if ((head?.sequence ?? 0) !== sequence || (head?.hash ?? GENESIS) !== previous)
    faults.push({ sequence: null, detail: '最后一条记录与登记的末尾不一致，末尾的记录可能被删除。' })
  faults.push(...(await compareRows(db, organisationId, recorded)))
  return { valid: faults.length === 0, events: sequence, head: previous, faults: faults.slice(0, 100) }
}

/** Every organisation's chain, verified at one instant. */
export async function verifyChains(db: Reading): Promise<(HistoryVerification & { readonly organisation: string })[]> {
  const verified: (HistoryVerification & { organisation: string })[] = []
  for (const { id, name } of await db.selectFrom('organisations').select(['id', 'name']).orderBy('name').execute())
    verified.push({ organisation: name, ...(await verifyChain(db, id)) })
  return verified
}

interface Recorded {
  readonly version: Map<string, string>
  readonly check: Map<string, string>
  readonly decision: Map<string, string>
  /** The last event of a draft's review counts. */
  readonly review: Map<string, string>
  readonly material: Map<string, string>
  readonly rules: Map<string, string>
  readonly settings: Map<string, string>
  /** The last event of each counts. */
  readonly consultation: Map<string, string>
}

function noteProof(row: Tables['events'], recorded: Recorded): void {
  if (
    !/^(version\.captured|check\.recorded|decision\.made|review\.changed|material\.attached|rules\.published|settings\.changed|consultation\.\w+)$/.test(
      row.type,
    )
  )
    return
  let payload: { id?: unknown; digest?: unknown }
  try {
    payload = JSON.parse(row.payload)
  } catch {
    return // the hash above has told already
  }
  const kind = row.type.slice(0, row.type.indexOf('.')) as keyof Recorded
  recorded[kind].set(String(payload.id), String(payload.digest))
}

/** Digest of what a check found, as its event states it. */
export const digestOfFindings = (rows: readonly Omit<Tables['findings'], never>[]): string =>
  sha256(
    JSON.stringify(
      rows.map((r) => [
        r.id,
        r.thread_id,
        r.rule,
        r.code,
        r.severity,
        r.start_offset,
        r.end_offset,
        r.clause,
        r.quote,
        r.detail,
      ]),
    ),
  )

/** Digest of a decision, as its event states it. */
export const digestOfDecision = (row: Tables['decisions']): string =>
  sha256(
    JSON.stringify([
      row.id,
      row.thread_id,
      row.finding_id,
      row.sequence,
      row.decision,
      row.reason,
      row.suggestion,
      row.false_alarm,
      row.decided_at,
      row.decided_by,
      // What was decided before there were such words keeps its digest.
      ...(row.verdict === null && row.message === null ? [] : [row.verdict, row.message]),
    ]),
  )

/** Digest of a consultation, as its last event states it. */
export const digestOfConsultation = (row: Tables['consultations']): string =>
  sha256(
    JSON.stringify([
      row.id,
      row.draft_id,
      row.counsel_id,
      row.counsel_name,
      row.capacity,
      row.question,
      row.asked_at,
      row.asked_by,
      row.due,
      row.due_basis,
      row.has_conflict,
      row.declared_note,
      row.declared_at,
      row.answer,
      row.answered_at,
      row.answered_by,
      row.material_id,
      row.withdrawn,
    ]),
  )

async function compareRows(db: Reading, organisationId: string, recorded: Recorded) {
  const faults: { sequence: null; detail: string }[] = []
  const compare = (kind: keyof Recorded, name: string, id: string, digest: string) => {
    const expected = recorded[kind].get(id)
    recorded[kind].delete(id)
    if (expected === undefined) faults.push({ sequence: null, detail: `${name} ${id} 没有对应的留痕。` })
    else if (expected !== digest) faults.push({ sequence: null, detail: `${name} ${id} 与留痕不一致，内容被改动。` })
  }
  for (const row of await db
    .selectFrom('rule_publications')
    .select(['id', 'files'])
    .where('organisation_id', '=', organisationId)
    .execute())
    compare('rules', '发布的规则', row.id, sha256(row.files))
  for (const row of await db
    .selectFrom('office_settings')
    .select(['sequence', 'content'])
    .where('organisation_id', '=', organisationId)
    .execute())
    compare('settings', '设定', `${organisationId}/${row.sequence}`, sha256(row.content))
  const ofOrganisation = db.selectFrom('drafts').select('id').where('organisation_id', '=', organisationId)
  for await (const draft of batches(await ofOrganisation.execute())) {
    for (const row of await db.selectFrom('versions').select(['id', 'text']).where('draft_id', 'in', draft).execute())
      compare('version', '稿次', row.id, sha256(row.text))
    const findings = await db
      .selectFrom('findings')
      .selectAll()
      .where('draft_id', 'in', draft)
      .orderBy('check_id')
      .orderBy('ordinal')
      .execute()
    const byCheck = new Map<string, Tables['findings'][]>()
    for (const row of findings)
      (byCheck.get(row.check_id) ?? byCheck.set(row.check_id, []).get(row.check_id)!).push(row)
    for (const row of await db.selectFrom('checks').select('id').where('draft_id', 'in', draft).execute())
      compare('check', '审核', row.id, digestOfFindings(byCheck.get(row.id) ?? []))
    for (const row of await db.selectFrom('decisions').selectAll().where('draft_id', 'in', draft).execute())
      compare('decision', '处理决定', row.id, digestOfDecision(row))
    for (const row of await db.selectFrom('reviews').selectAll().where('draft_id', 'in', draft).execute())
      compare('review', '办理情况', row.draft_id, sha256(row.matter))
    for (const row of await db.selectFrom('consultations').selectAll().where('draft_id', 'in', draft).execute())
      compare('consultation', '咨询', row.id, digestOfConsultation(row))
    // Files are read one by one: together they may not fit.
    for (const { id, digest } of await db
      .selectFrom('materials')
      .select(['id', 'digest'])
      .where('draft_id', 'in', draft)
      .execute()) {
      const file = await db.selectFrom('files').select('content').where('digest', '=', digest).executeTakeFirst()
      compare('material', '送审材料', id, file ? sha256(file.content) : '')
    }
  }
  for (const [kind, name] of [
    ['version', '稿次'],
    ['check', '审核'],
    ['decision', '处理决定'],
    ['review', '办理情况'],
    ['material', '送审材料'],
    ['rules', '发布的规则'],
    ['settings', '设定'],
    ['consultation', '咨询'],
  ] as const)
    for (const id of recorded[kind].keys())
      faults.push({ sequence: null, detail: `留痕中的${name} ${id} 已不在数据库中。` })
  return faults
}

function* batches(rows: readonly { id: string }[]): Generator<string[]> {
  for (let i = 0; i < rows.length; i += 100) yield rows.slice(i, i + 100).map((row) => row.id)
}
