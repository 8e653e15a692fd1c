import { type CallOutput, ProblemError } from '@hongxian/shared/api'
import { browser } from 'wxt/browser'
import { type OutboxEntry, readOutbox, readText, replaceEntry } from './outbox.ts'
import { ask, NoServiceError } from './server-client.ts'

const ALARM = 'send-waiting'

export type Recorded = CallOutput<'decideFinding'>

/** Told of each decision the service has taken, with the entry it came from. */
type OnRecorded = (entry: OutboxEntry, recorded: Recorded | null) => Promise<void>

let running: Promise<void> | null = null
let isAskedAgain = false
/** Told why nothing can be sent at present. */
type OnStuck = (reason: unknown) => Promise<void>

let onRecorded: OnRecorded = async () => {}
let onStuck: OnStuck = async () => {}

export function whenRecorded(listener: OnRecorded): void {
  onRecorded = listener
}

export function whenStuck(listener: OnStuck): void {
  onStuck = listener
}

/**
 * Send what waits, oldest first. Ends quietly where the service cannot be used; an entry it refuses stays, with the
 * reason, until the person has seen to it.
 */
export function sendWaiting(): Promise<void> {
  // What was added, or came due, while a round was under way may have been passed over by it.
  if (running) isAskedAgain = true
  running ??= sendRounds().finally(() => {
    running = null
  })
  return running
}

async function sendRounds(): Promise<void> {
  do {
    isAskedAgain = false
    await send()
  } while (isAskedAgain)
}

async function send(): Promise<void> {
  const checks = new Map<string, CallOutput<'createCheck'>>()
  for (const entry of await readOutbox()) {
    if (entry.refusal) continue
    try {
      const recorded = await sendEntry(entry, checks)
      await replaceEntry(entry.id, () => null)
      await onRecorded(entry, recorded)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status === 401 || error.status === 429 || error.status >= 500) {
        if (!(error instanceof NoServiceError)) await tryAgainLater()
        await onStuck(error)
        return
      }
      await replaceEntry(entry.id, (kept) => ({ ...kept, refusal: error.message }))
    }
  }
}

async function sendEntry(entry: OutboxEntry, checks: Map<string, CallOutput<'createCheck'>>): Promise<Recorded | null> {
  const { act } = entry
  if (act.kind === 'annotation') {
    const versionId = entry.versionId ?? (await checkOf(entry, checks)).version.id
    if (entry.versionId === null) await replaceEntry(entry.id, (kept) => ({ ...kept, versionId }))
    const { start, end, quote } = entry.place
    const { body, listedAs = null } = act
    await ask('createAnnotation', { body: { versionId, span: { start, end }, quote, body, listedAs } }, entry.id)
    return null
  }
  const findingId = entry.findingId ?? findPlace(entry, await checkOf(entry, checks))
  if (findingId === null) {
    await replaceEntry(entry.id, (kept) => ({ ...kept, refusal: '服务端的审核结果中没有与此对应的发现。' }))
    throw new ProblemError({ title: '未能对应', detail: '服务端的审核结果中没有与此对应的发现。' }, 404)
  }
  const { decision, reason, falseAlarm, verdict, message, suggestion, seen } = act
  // Kept, so that an entry whose answer is lost is sent again as the very same request: under its own number the service
  // then gives the first answer, and the decision does not stand twice in the history.
  if (!entry.isTried) await replaceEntry(entry.id, (kept) => ({ ...kept, findingId, isTried: true }))
  const body = {
    decision,
    ...(reason ? { reason } : {}),
    ...(falseAlarm ? { falseAlarm } : {}),
    ...(verdict === undefined ? {} : { verdict }),
    ...(message === undefined ? {} : { message }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(seen === undefined ? {} : { seen }),
  }
  return ask('decideFinding', { params: { findingId }, body }, entry.id)
}

/** The text was decided on while nobody could record it: record it now, once for all decisions on it. */
async function checkOf(
  entry: OutboxEntry,
  checks: Map<string, CallOutput<'createCheck'>>,
): Promise<CallOutput<'createCheck'>> {
  const key = `${entry.source}\n${entry.textId}`
  const known = checks.get(key)
  if (known) return known
  const text = await readText(entry.textId)
  if (text === null) throw new ProblemError({ title: '正文已不在本机', detail: '请在页面上重新处理。' }, 404)
  const answer = await ask('createCheck', { body: { text, sourceKey: entry.source, url: entry.source.split('#')[0] } })
  checks.set(key, answer)
  return answer
}

function findPlace(entry: OutboxEntry, check: CallOutput<'createCheck'>): string | null {
  const { rule, start, end, quote } = entry.place
  const same = check.findings.filter((finding) => finding.rule === rule)
  const exact = same.find((finding) => finding.start === start && finding.end === end)
  return (exact ?? same.find((finding) => finding.quote === quote))?.id ?? null
}

/** The background sleeps; an alarm wakes it to try again. */
export async function tryAgainLater(): Promise<void> {
  await browser.alarms.create(ALARM, { delayInMinutes: 1 })
}

export function listenForAlarm(tryAgain: () => Promise<void>): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) void tryAgain()
  })
}
