/** A place within a value of plain data: keys of maps and numbers of list items. */
export type Path = readonly (string | number)[]

export type Values = Readonly<Record<string, unknown>>

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

export const wordsOf = (value: unknown): readonly string[] => listOf(value).map(String)

export function getIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : isValues(at) ? at[String(step)] : undefined),
    value,
  )
}

/** The value with something else at a place; what lies between is made where it is not there. */
export function setIn(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return next
  const inner = setIn(getIn(value, [step]), rest, next)
  if (typeof step === 'number') {
    const list = [...listOf(value)]
    list[step] = inner
    return list
  }
  return { ...(isValues(value) ? value : {}), [step]: inner }
}

/** The value without what stands at a place; lists and maps that become empty by it go as well. */
export function removeIn(value: unknown, path: Path): unknown {
  const [step, ...rest] = path
  if (step === undefined) return undefined
  const inner = removeIn(getIn(value, [step]), rest)
  if (inner !== undefined) return setIn(value, [step], inner)
  if (Array.isArray(value)) {
    const list = value.filter((_, i) => i !== step)
    return list.length > 0 ? list : undefined
  }
  if (!isValues(value)) return undefined
  const { [String(step)]: _, ...others } = value
  return Object.keys(others).length > 0 ? others : undefined
}
