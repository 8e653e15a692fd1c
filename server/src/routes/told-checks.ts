/** What an answer was made of; another state makes another answer. */
export interface ToldState {
  /** Sequence of the draft's last event: whatever is done to a draft appends one. */
  readonly sequence: number
  /** The draft as it stands, which a check can rename without an event. */
  readonly draft: string
}

interface Told extends ToldState {
  readonly text: string
}

/**
 * JSON of answers to checks of texts that have not changed since, in UTF-16 code units of which so many are kept: a page that
 * is open in many browsers, or read again and again, asks for the same one.
 */
export class ToldChecks {
  readonly #limit: number
  readonly #told = new Map<string, Told>()
  #length = 0

  constructor(limit = 32_000_000) {
    this.#limit = limit
  }

  find(key: string, state: ToldState): string | null {
    const told = this.#told.get(key)
    if (!told) return null
    this.#drop(key)
    if (told.sequence !== state.sequence || told.draft !== state.draft) return null
    this.#put(key, told)
    return told.text
  }

  keep(key: string, state: ToldState, text: string): void {
    this.#drop(key)
    if (text.length > this.#limit / 4) return
    this.#put(key, { ...state, text })
    for (const oldest of this.#told.keys()) {
      if (this.#length <= this.#limit) return
      this.#drop(oldest)
    }
  }

  #put(key: string, told: Told): void {
    this.#told.set(key, told)
    this.#length += told.text.length
  }

  #drop(key: string): void {
    this.#length -= this.#told.get(key)?.text.length ?? 0
    this.#told.delete(key)
  }
}
