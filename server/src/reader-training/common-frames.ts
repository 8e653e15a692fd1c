/** Words that a labelled passage holds, and which idea they come from. */
export interface FramedWords {
  readonly code: string
  readonly family: string
  readonly words: string
}

/** Two words in order that several unlawful passages share: a place to begin a rule. */
export interface CommonFrame {
  readonly code: string
  readonly first: string
  readonly second: string
  readonly found: readonly FramedWords[]
  /** How many lawful passages hold the same two words in the same order. */
  readonly lawful: number
}

/** What one idea alone says is no frame. */
const FEWEST_FAMILIES = 2
/** The two words stand at most so far apart, in characters. */
const REACH = 16
const PUNCTUATION = /[\s，。；：、！？（）《》“”\d]/

/**
 * What the passages of one 审核事项 have in common, most widespread first: again and again the frame that the most remaining
 * ideas share, as long as it is far rarer in lawful passages.
 */
export function commonFrames(unlawful: readonly FramedWords[], lawful: readonly string[]): CommonFrame[] {
  const sound = countFrames(lawful.map((words) => ({ code: '', family: words, words })))
  const frames: CommonFrame[] = []
  for (const code of new Set(unlawful.map((one) => one.code))) {
    let left = unlawful.filter((one) => one.code === code)
    for (;;) {
      const best = mostShared(countFrames(left), sound)
      if (best === null) break
      const [frame, found, count] = best
      const [first, second] = frame.split('…') as [string, string]
      frames.push({ code, first, second, found, lawful: count })
      left = left.filter((one) => !found.includes(one))
    }
  }
  return frames.sort((a, b) => b.found.length - a.found.length)
}

type Frames = ReadonlyMap<string, readonly FramedWords[]>

function mostShared(frames: Frames, sound: Frames): [string, readonly FramedWords[], number] | null {
  let best: [string, readonly FramedWords[], number] | null = null
  let most = FEWEST_FAMILIES - 1
  for (const [frame, found] of frames) {
    const families = new Set(found.map(({ family }) => family)).size
    const lawful = sound.get(frame)?.length ?? 0
    if (families <= most || lawful * 3 > families) continue
    most = families
    best = [frame, found, lawful]
  }
  return best
}

function countFrames(all: readonly FramedWords[]): Frames {
  const frames = new Map<string, FramedWords[]>()
  for (const one of all) for (const frame of framesOf(one.words)) frames.set(frame, [...(frames.get(frame) ?? []), one])
  return frames
}

function framesOf(words: string): Set<string> {
  const frames = new Set<string>()
  for (let i = 0; i + 2 <= words.length; i++) {
    const first = words.slice(i, i + 2)
    if (PUNCTUATION.test(first)) continue
    for (let j = i + 2; j + 2 <= words.length && j <= i + 2 + REACH; j++) {
      const second = words.slice(j, j + 2)
      if (!PUNCTUATION.test(second)) frames.add(`${first}…${second}`)
    }
  }
  return frames
}
