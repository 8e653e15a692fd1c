import type { RuleSet } from '@hongxian/shared/rule'
import { buildLayer, isSound, type LayerFile, type LayerReport, reportLayer } from '../rule-pack/index.ts'

/** An office's rule set as it is published. */
export interface BuiltLayer {
  readonly digest: string
  readonly ruleCount: number
  readonly json: string
}

/** Reads an office's files over the rule set `base`, and runs the examples. */
export const reportOn = (files: readonly LayerFile[], asOf: string, base: Pick<RuleSet, 'source'>): LayerReport =>
  reportLayer(base.source, files, asOf)

/** The same, and makes the rule set of them; `null` where there is an error. */
export function composeLayer(
  files: readonly LayerFile[],
  asOf: string,
  base: Pick<RuleSet, 'source'>,
): { report: LayerReport; built: BuiltLayer | null } {
  const report = reportOn(files, asOf, base)
  if (!isSound(report)) return { report, built: null }
  const source = buildLayer(base.source, files)
  const json = JSON.stringify(source)
  const built = { digest: source.digest, ruleCount: source.rules.length, json }
  return { report, built }
}
