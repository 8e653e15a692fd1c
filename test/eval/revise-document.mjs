// Revisions of a real document as an office makes them, with what became of every clause and of every character.

const NUMERALS = '零一二三四五六七八九'
export function chineseNumeral(n) {
  if (n < 10) return NUMERALS[n]
  if (n < 20) return `十${n % 10 ? NUMERALS[n % 10] : ''}`
  if (n < 100) return `${NUMERALS[Math.floor(n / 10)]}十${n % 10 ? NUMERALS[n % 10] : ''}`
  const rest = n % 100
  return `${NUMERALS[Math.floor(n / 100)]}百${rest === 0 ? '' : rest < 10 ? `零${NUMERALS[rest]}` : rest < 20 ? `一${chineseNumeral(rest)}` : chineseNumeral(rest)}`
}

/** A generator of pseudo-random numbers: the same seed gives the same revisions. */
export function randomFrom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n) => Math.floor(next() * n)
  return { next, below, pick: (list) => list[below(list.length)], chance: (p) => next() < p }
}

// A text with, for every code unit, its offset in the old text (-1 for new words).
const fromOld = (text, start, end) => ({
  text: text.slice(start, end),
  source: Array.from({ length: end - start }, (_, n) => start + n),
})
const fresh = (text) => ({ text, source: Array(text.length).fill(-1) })
const join = (...parts) => ({ text: parts.map((p) => p.text).join(''), source: parts.flatMap((p) => p.source) })
const cut = (part, start, end) => ({ text: part.text.slice(start, end), source: part.source.slice(start, end) })

const REWORDINGS = [
  ['应当', '可以'],
  ['可以', '应当'],
  ['不得', '禁止'],
  ['应当', '必须'],
  ['三十日', '十五日'],
  ['五日', '七日'],
  ['十日', '十个工作日'],
  ['1年', '2年'],
  ['三年', '五年'],
  ['以上', '以下'],
  ['有关部门', '主管部门'],
  ['及时', '立即'],
  ['按照', '依照'],
  ['根据', '依据'],
  ['单位', '单位和个人'],
  ['工商行政管理', '市场监督管理'],
  ['国土资源', '自然资源'],
  ['环境保护', '生态环境'],
  ['农业', '农业农村'],
  ['规定', '要求'],
  ['管理', '监督管理'],
  ['负责', '承担'],
  ['申请', '书面申请'],
]

/**
 * @param units clauses of the document: { start, end, body } with `body` where the words begin after the number
 * @param donor words of clauses of other documents, for what is new
 * @returns the new text, `source` (code unit → old offset or -1) and `rows` (old starts → new starts, kind and flags), or
 *   null where the numbering of the document is not plain enough to be continued
 */
export function reviseDocument(text, units, donor, random, operations) {
  const numbers = units.map((unit) => readNumber(text.slice(unit.start, unit.body)))
  if (numbers.some((number) => number === null)) return null
  const gap = (n) => ({ start: n === 0 ? 0 : units[n - 1].end, end: n < units.length ? units[n].start : text.length })
  // The frame before a clause goes with the place, not with the clause.
  let slots = units.map((unit, n) => ({
    before: fromOld(text, gap(n).start, gap(n).end),
    clause: {
      origins: [n],
      body: fromOld(text, unit.body, unit.end),
      number: numbers[n],
      edited: false,
      moved: false,
      rewritten: false,
      touched: false,
    },
  }))
  const tail = fromOld(text, gap(units.length).start, gap(units.length).end)
  for (const operation of operations) slots = OPERATIONS[operation](slots, donor, random) ?? slots
  renumber(slots, random)
  return write(slots, tail, units, text)
}

function readNumber(marker) {
  const match =
    /^(第)([零〇一二三四五六七八九十百]+)(条)([\s\u3000]*)$|^([（(]?)([一二三四五六七八九十]+)([）)、])([\s\u3000]*)$/u.exec(
      marker,
    )
  if (!match) return null
  return match[1] !== undefined
    ? { open: match[1], close: match[3] + match[4], kind: 'article' }
    : { open: match[5], close: match[7] + match[8], kind: 'heading' }
}

function renumber(slots) {
  let count = 0
  let previous = null
  for (const slot of slots) {
    const number = slot.clause.number
    // Headings start anew where a heading of another shape stands between; articles run through.
    const breaks =
      number.kind === 'heading' &&
      /[一二三四五六七八九十]、|^\s*[（(][一二三四五六七八九十]+[）)]/mu.test(slot.before.text)
    if (breaks || (previous && previous.kind !== number.kind)) count = 0
    count++
    slot.clause.marker = `${number.open}${chineseNumeral(count)}${number.close}`
    previous = number
  }
}

const OPERATIONS = {
  insert(slots, donor, random) {
    const at = 1 + random.below(slots.length)
    return withInserted(slots, at, [newClause(slots, donor.next(random))])
  },
  insertBlock(slots, donor, random) {
    const at = 1 + random.below(Math.max(1, Math.floor(slots.length / 2)))
    return withInserted(
      slots,
      at,
      Array.from({ length: 3 + random.below(3) }, () => newClause(slots, donor.next(random))),
    )
  },
  remove(slots, _donor, random) {
    if (slots.length < 4) return slots
    const at = random.below(slots.length)
    return slots
      .filter((_, n) => n !== at)
      .map((slot, n) => (n === 0 && at === 0 ? { ...slot, before: slots[0].before } : slot))
  },
  reword(slots, _donor, random) {
    const clause = pickPlain(slots, random)
    if (!clause) return slots
    let changed = 0
    for (let tries = 0; tries < 24 && changed < 1 + random.below(4); tries++) {
      const [from, to] = random.pick(REWORDINGS)
      const at = clause.body.text.indexOf(from)
      if (at < 0) continue
      clause.body = join(
        cut(clause.body, 0, at),
        fresh(to),
        cut(clause.body, at + from.length, clause.body.text.length),
      )
      changed++
    }
    markEdited(clause, changed > 0)
    return slots
  },
  insertWords(slots, donor, random) {
    const clause = pickPlain(slots, random)
    if (!clause) return slots
    const stops = [...clause.body.text.matchAll(/[，；。]/gu)].map((m) => m.index + 1).slice(0, -1)
    if (stops.length === 0) return slots
    const at = random.pick(stops)
    clause.body = join(
      cut(clause.body, 0, at),
      fresh(donor.phrase(random)),
      cut(clause.body, at, clause.body.text.length),
    )
    markEdited(clause, true)
    return slots
  },
  removeWords(slots, _donor, random) {
    const clause = pickPlain(slots, random)
    if (!clause) return slots
    const stops = [0, ...[...clause.body.text.matchAll(/[，；。]/gu)].map((m) => m.index + 1)]
    if (stops.length < 4) return slots
    const n = random.below(stops.length - 2)
    clause.body = join(cut(clause.body, 0, stops[n]), cut(clause.body, stops[n + 1], clause.body.text.length))
    markEdited(clause, true)
    return slots
  },
  addSentence(slots, donor, random) {
    const clause = pickPlain(slots, random)
    if (!clause) return slots
    const end = clause.body.text.trimEnd().length
    clause.body = join(
      cut(clause.body, 0, end),
      fresh(`${random.chance(0.5) ? '\n' : ''}${donor.sentence(random)}`),
      cut(clause.body, end, clause.body.text.length),
    )
    markEdited(clause, true)
    return slots
  },
  rewrite(slots, donor, random) {
    const clause = pickPlain(slots, random)
    if (!clause) return slots
    clause.body = fresh(donor.next(random))
    clause.rewritten = true
    markEdited(clause, true)
    return slots
  },
  rewriteUnderTitle(slots, donor, random) {
    const titled = slots.filter(
      ({ clause }) => !clause.touched && /^[^。；，：、\n]{2,16}。[\s\S]{20}/u.test(clause.body.text),
    )
    if (titled.length === 0) return slots
    const { clause } = random.pick(titled)
    const stop = clause.body.text.indexOf('。') + 1
    clause.body = join(cut(clause.body, 0, stop), fresh(donor.next(random)))
    markEdited(clause, true)
    return slots
  },
  rewriteHalf(slots, donor, random) {
    const clause = pickPlain(slots, random)
    if (!clause) return slots
    const stops = [...clause.body.text.matchAll(/[，；。]/gu)].map((m) => m.index + 1)
    const at = stops[Math.floor(stops.length / 2)]
    if (at === undefined || at < 12) return slots
    clause.body = join(cut(clause.body, 0, at), fresh(donor.sentence(random)))
    markEdited(clause, true)
    return slots
  },
  /** Every clause said anew: phrases dropped, added, replaced and set in another order; some clauses come and go. */
  rewriteAll(slots, donor, random) {
    for (const { clause } of slots) {
      if (clause.touched) continue
      const phrases = cutPhrases(clause.body)
      if (phrases.length < 2) continue
      const kept = phrases.filter(() => random.chance(0.6))
      const said = kept.length === 0 ? [random.pick(phrases)] : kept
      if (said.length > 1 && random.chance(0.5)) said.reverse()
      const anew = said.flatMap((phrase) => (random.chance(0.5) ? [phrase, fresh(donor.phrase(random))] : [phrase]))
      clause.body = join(...anew, fresh(random.chance(0.3) ? donor.sentence(random) : ''))
      markEdited(clause, true)
    }
    return OPERATIONS.insert(OPERATIONS.remove(slots, donor, random), donor, random)
  },
  move(slots, _donor, random) {
    if (slots.length < 8) return slots
    const from = random.below(slots.length)
    const to = random.below(slots.length)
    if (Math.abs(from - to) < 3 || slots[from].clause.touched) return slots
    const clauses = slots.map((slot) => slot.clause)
    const [moved] = clauses.splice(from, 1)
    clauses.splice(to, 0, moved)
    moved.moved = true
    moved.touched = true
    return slots.map((slot, n) => ({ ...slot, clause: clauses[n] }))
  },
  moveEdited(slots, donor, random) {
    const after = OPERATIONS.move(slots, donor, random)
    const moved = after.find((slot) => slot.clause.moved && !slot.clause.edited)
    if (!moved) return after
    const { clause } = moved
    const at = clause.body.text.search(/[，。]/u) + 1
    if (at > 0) {
      clause.body = join(
        cut(clause.body, 0, at),
        fresh(donor.phrase(random)),
        cut(clause.body, at, clause.body.text.length),
      )
      clause.edited = true
    }
    return after
  },
  split(slots, _donor, random) {
    const candidates = slots.flatMap((slot, n) => {
      const stop = sentenceStop(slot.clause.body.text)
      return stop > 0 && !slot.clause.touched ? [{ n, stop }] : []
    })
    if (candidates.length === 0) return slots
    const { n, stop } = random.pick(candidates)
    const { clause } = slots[n]
    const first = { ...clause, body: cut(clause.body, 0, stop), touched: true, edited: true }
    const restStart = stop + (clause.body.text.slice(stop).match(/^\s*/u)?.[0].length ?? 0)
    const second = { ...first, body: cut(clause.body, restStart, clause.body.text.length) }
    return [
      ...slots.slice(0, n),
      { ...slots[n], clause: first },
      { before: fresh('\n'), clause: second },
      ...slots.slice(n + 1),
    ]
  },
  merge(slots, _donor, random) {
    const candidates = slots.flatMap((slot, n) => {
      const next = slots[n + 1]
      const fits = next && !slot.clause.touched && !next.clause.touched && next.before.text.trim() === ''
      return fits && slot.clause.number.kind === next.clause.number.kind && isLong(slot) && isLong(next) ? [n] : []
    })
    if (candidates.length === 0) return slots
    const n = random.pick(candidates)
    const [a, b] = [slots[n].clause, slots[n + 1].clause]
    const body = join(a.body, fresh(random.chance(0.6) ? '\n' : ''), b.body)
    const merged = { ...a, origins: [...a.origins, ...b.origins], body, touched: true, edited: true }
    return [...slots.slice(0, n), { ...slots[n], clause: merged }, ...slots.slice(n + 2)]
  },
}

/** What one revision is made of; `rewriteAll` is a revision of its own. */
export const OPERATION_NAMES = Object.keys(OPERATIONS).filter((name) => name !== 'rewriteAll')

function cutPhrases(part) {
  const stops = [...part.text.matchAll(/[，；。\n]/gu)].map((m) => m.index + 1)
  const edges = [0, ...stops.filter((at) => at < part.text.length), part.text.length]
  return edges.slice(1).map((end, n) => cut(part, edges[n], end))
}

function isLong(slot) {
  return slot.clause.body.text.trim().length >= 20
}

/** Where a clause of at least two sentences of some length can be cut. */
function sentenceStop(text) {
  const stops = [...text.matchAll(/。/gu)]
    .map((m) => m.index + 1)
    .filter((at) => at >= 25 && text.trimEnd().length - at >= 25)
  return stops[Math.floor(stops.length / 2)] ?? -1
}

function pickPlain(slots, random) {
  const candidates = slots.filter((slot) => !slot.clause.touched && slot.clause.body.text.trim().length >= 16)
  return candidates.length === 0 ? null : random.pick(candidates).clause
}

function markEdited(clause, edited) {
  if (!edited) return
  clause.edited = true
  clause.touched = true
}

function newClause(slots, words) {
  const number = slots[0].clause.number
  return { origins: [], body: fresh(words), number, edited: false, moved: false, rewritten: false, touched: true }
}

function withInserted(slots, at, clauses) {
  const number = (slots[at] ?? slots[slots.length - 1]).clause.number
  const inserted = clauses.map((clause) => ({ before: fresh('\n'), clause: { ...clause, number } }))
  return [...slots.slice(0, at), ...inserted, ...slots.slice(at)]
}

function write(slots, tail, units, text) {
  const parts = []
  const placed = []
  let length = 0
  const push = (part) => {
    parts.push(part)
    length += part.text.length
  }
  for (const { before, clause } of slots) {
    push(before.text === '' && parts.length > 0 ? fresh('\n') : before)
    placed.push({ clause, start: length })
    push(fresh(clause.marker))
    push(clause.body)
  }
  push(tail)
  const whole = join(...parts)
  return { text: whole.text, source: whole.source, rows: toRows(placed, units, text) }
}

function toRows(placed, units, text) {
  const rows = []
  const gone = new Set(units.map((_, n) => n))
  const byOrigin = new Map()
  for (const { clause, start } of placed) {
    const key = clause.origins.join()
    if (clause.origins.length === 0) rows.push({ before: [], after: [start], kind: 'added' })
    else byOrigin.set(key, [...(byOrigin.get(key) ?? []), { clause, start }])
    for (const origin of clause.origins) gone.delete(origin)
  }
  for (const group of byOrigin.values()) {
    const { clause } = group[0]
    const before = clause.origins.map((origin) => units[origin].start)
    const after = group.map(({ start }) => start)
    const unit = units[clause.origins[0]]
    const isSame =
      group.length === 1 && clause.origins.length === 1 && clause.body.text === text.slice(unit.body, unit.end)
    const renumbered = text.slice(unit.start, unit.body).trim() !== clause.marker.trim()
    const kind =
      after.length > 1
        ? 'split'
        : before.length > 1
          ? 'merged'
          : clause.edited && !isSame
            ? 'edited'
            : clause.moved
              ? 'moved'
              : renumbered
                ? 'renumbered'
                : 'kept'
    rows.push({ before, after, kind, moved: clause.moved, rewritten: clause.rewritten, touched: clause.touched })
  }
  for (const n of gone) rows.push({ before: [units[n].start], after: [], kind: 'removed' })
  return rows
}
