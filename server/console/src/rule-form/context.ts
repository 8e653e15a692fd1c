import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Fault } from './try-rule.ts'
import type { Path } from './value.ts'

/** What every part of the form may look up. */
export interface FormContext {
  readonly lexicons: ReadonlyMap<string, readonly string[]>
  /** Characters that … stands for. */
  readonly gap: number
  /** 句, 款 …: how far the parts of a pattern may stand apart. */
  readonly scope: string
  readonly faults: readonly Fault[]
  /** Opens the text at this rule. */
  readonly onText: () => void
}

export const RuleFormContext = createContext<FormContext>({
  lexicons: new Map(),
  gap: 12,
  scope: '句',
  faults: [],
  onText: () => {},
})

export const useForm = (): FormContext => useContext(RuleFormContext)

/** Faults at a place or within it. */
export const faultsWithin = (faults: readonly Fault[], path: Path): readonly Fault[] =>
  faults.filter((fault) => path.every((step, i) => fault.path[i] === step))
