import type { Severity } from './finding.ts'
import type { Place, Problems } from './place.ts'

/** 级别, gravest first. */
export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  illegal: '违法',
  improper: '不当',
  suspect: '存疑',
  hint: '提示',
}

/** Gravest first. */
export const SEVERITIES = Object.keys(SEVERITY_NAMES) as readonly Severity[]

const GRAVITY: Readonly<Record<Severity, number>> = { illegal: 0, improper: 1, suspect: 2, hint: 3 }

/** For sorting, the graver first. */
export const compareSeverity = (a: Severity, b: Severity): number => GRAVITY[a] - GRAVITY[b]

/** The 级别 that bears this name; `undefined` for any other word. */
export const severityNamed = (name: string): Severity | undefined =>
  SEVERITIES.find((severity) => SEVERITY_NAMES[severity] === name)

/** Read the 级别 that an author wrote; another word is a problem, and read as `undefined`. */
export function readSeverity(value: unknown, place: Place, problems: Problems): Severity | undefined {
  const severity = severityNamed(String(value))
  if (severity === undefined) problems.add(place, `“级别”只能是 ${Object.values(SEVERITY_NAMES).join('、')}`)
  return severity
}
