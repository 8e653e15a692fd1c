import { formatNumeral } from '@hongxian/shared/text'

/** Where a paragraph stands in a list that Word numbers by itself. */
export interface ListPlace {
  readonly list: string
  readonly level: number
}

interface Level {
  readonly start: number
  readonly format: string
  /** 第%1条: the number of each level in its place. */
  readonly words: string
}

/** Numbers that Word counts and does not write down: 第一条, （一）, 1. (ISO/IEC 29500-1 §17.9). */
export class WordNumbering {
  readonly #abstractOf = new Map<string, string>()
  readonly #levels = new Map<string, ReadonlyMap<number, Level>>()
  readonly #starts = new Map<string, ReadonlyMap<number, number>>()
  readonly #counts = new Map<string, number[]>()
  readonly #begun = new Set<string>()

  constructor(xml: Document | null) {
    for (const element of children(xml?.documentElement, 'abstractNum'))
      this.#levels.set(attribute(element, 'abstractNumId'), new Map(children(element, 'lvl').map(readLevel)))
    for (const element of children(xml?.documentElement, 'num')) {
      const list = attribute(element, 'numId')
      this.#abstractOf.set(list, valOf(children(element, 'abstractNumId')[0]))
      const starts = children(element, 'lvlOverride').flatMap((override) => {
        const start = valOf(children(override, 'startOverride')[0])
        return start === '' ? [] : [[Number(attribute(override, 'ilvl')), Number(start)] as const]
      })
      this.#starts.set(list, new Map(starts))
    }
  }

  /** The number of the next paragraph at a place; empty where it has only a bullet or none. */
  next({ list, level }: ListPlace): string {
    const abstract = this.#abstractOf.get(list) ?? ''
    const levels = this.#levels.get(abstract)
    const own = levels?.get(level)
    if (!levels || !own) return ''
    const counts = this.#counts.get(abstract) ?? []
    this.#counts.set(abstract, counts)
    const restart = this.#begun.has(list) ? undefined : this.#starts.get(list)?.get(level)
    if (restart !== undefined) counts[level] = restart - 1
    this.#begun.add(list)
    counts[level] = (counts[level] ?? own.start - 1) + 1
    counts.length = level + 1
    if (own.format === 'bullet' || own.format === 'none') return ''
    return own.words.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const shown = levels.get(at)
      return shown ? numberAs(shown.format, counts[at] ?? shown.start) : ''
    })
  }
}

function readLevel(element: Element): [number, Level] {
  const start = Number(valOf(children(element, 'start')[0]) || '1')
  const format = valOf(children(element, 'numFmt')[0]) || 'decimal'
  return [Number(attribute(element, 'ilvl')), { start, format, words: valOf(children(element, 'lvlText')[0]) }]
}

function numberAs(format: string, value: number): string {
  if (/chinese|taiwanese|japanese|ideograph/i.test(format)) return formatNumeral(value)
  if (format === 'decimalEnclosedCircle' && value <= 20) return String.fromCodePoint(0x2460 + value - 1)
  if (format === 'lowerLetter') return String.fromCodePoint(0x61 + ((value - 1) % 26))
  if (format === 'upperLetter') return String.fromCodePoint(0x41 + ((value - 1) % 26))
  return String(value)
}

export function children(element: Element | undefined, name: string): Element[] {
  return [...(element?.children ?? [])].filter((child) => child.localName === name)
}

/** An attribute by its local name: `w:val` as `val`. */
export function attribute(element: Element | undefined, name: string): string {
  return [...(element?.attributes ?? [])].find(({ localName }) => localName === name)?.value ?? ''
}

export const valOf = (element: Element | undefined): string => attribute(element, 'val')
