/** How many rule sets a worker keeps compiled: the built-in one and those of the offices that are busy. */
export const RULE_SETS_KEPT = 4

/** Keeps the entries used last. Two of them that are used alike hold the same keys. */
export class KeptLast<Value> {
  readonly #size: number
  readonly #kept = new Map<string, Value>()

  constructor(size: number) {
    this.#size = size
  }

  get(key: string): Value | undefined {
    const value = this.#kept.get(key)
    if (value === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.#kept.delete(key)
    this.#kept.set(key, value)
    if (this.#kept.size > this.#size) this.#kept.delete(this.#kept.keys().next().value as string)
  }
}
