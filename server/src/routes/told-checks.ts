/** What an answer was made of; another state makes another answer. */
export interface ToldState {
  /** Sequence of the draft's last event: whatever is done to a draft appends one. */
  readonly sequence: number
  /** The draft as it stands, which a check can rename without an event. */
  readonly draft: string
}

/** UTF-8 of the JSON of an answer. */
type Answer = Uint8Array<ArrayBuffer>

interface Told extends ToldState {
  readonly answer: Answer
}

/**
 * Answers to checks of texts that have not changed since, so many bytes of them at most (those of one moment twice): a page that is open in many
 * browsers, or read again and again, asks for the same one.
 */
export class ToldChecks {
  readonly #limit: number
  readonly #told = new Map<string, Told>()
  #size = 0
  /** Answers by what was sent, all of which were given at one stamp of the store. */
  readonly #sent = new Map<string, Answer>()
  #sentSize = 0
  #stamp: string | null = null

  constructor(limit = 64_000_000) {
    this.#limit = limit
  }

  find(key: string, state: ToldState): Answer | null {
    const told = this.#told.get(key)
    if (!told) return null
    this.#drop(key)
    if (told.sequence !== state.sequence || told.draft !== state.draft) return null
    this.#put(key, told)
    return told.answer
  }

  keep(key: string, state: ToldState, answer: Answer): void {
    this.#drop(key)
    if (answer.length > this.#limit / 4) return
    this.#put(key, { ...state, answer })
    for (const oldest of this.#told.keys()) {
      if (this.#size <= this.#limit) return
      this.#drop(oldest)
    }
  }

  /** @param sent what was sent, and by whom as far as it matters */
  findSent(sent: string, stamp: string | null): Answer | null {
    return stamp !== null && stamp === this.#stamp ? (this.#sent.get(sent) ?? null) : null
  }

  /** Keeps an answer for as long as nothing at all happens. */
  keepSent(sent: string, stamp: string | null, answer: Answer): void {
    if (stamp !== this.#stamp || this.#sentSize > this.#limit) {
      this.#sent.clear()
      this.#sentSize = 0
    }
    this.#stamp = stamp
    if (stamp === null || this.#sent.has(sent)) return
    this.#sent.set(sent, answer)
    this.#sentSize += answer.length
  }

  #put(key: string, told: Told): void {
    this.#told.set(key, told)
    this.#size += told.answer.length
  }

  #drop(key: string): void {
    this.#size -= this.#told.get(key)?.answer.length ?? 0
    this.#told.delete(key)
  }
}
