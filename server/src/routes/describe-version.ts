import { carrySpan, compareFindings, ORPHAN_REASONS } from '@hongxian/shared/anchor'
import type { Annotation, FindingChanges, RecordedFinding, VersionDiff } from '@hongxian/shared/api'
import {
  findLatestCheck,
  findVersion,
  listAnnotations,
  listFindings,
  type Reading,
  type Scope,
  type StoredAnnotation,
  type VersionText,
  type Withheld,
} from '../store/index.ts'
import type { DigestedText } from './analysis.ts'
import type { RouteDeps } from './deps.ts'

type Needs = Pick<RouteDeps, 'store' | 'analysis'>

/** Findings of the last check of a version; none where it was never checked. */
export async function findingsOf(
  db: Reading,
  versionId: string,
  withheld: Withheld | null = null,
): Promise<RecordedFinding[]> {
  const check = await findLatestCheck(db, versionId)
  return check ? listFindings(db, check, withheld) : []
}

export async function versionDiff({ analysis }: Needs, before: VersionText, after: VersionText): Promise<VersionDiff> {
  const { diff } = await analysis.compare(before, after)
  return {
    ...diff,
    before: { versionId: before.id, number: before.number, text: before.text },
    after: { versionId: after.id, number: after.number },
  }
}

export async function findingChanges(
  { analysis }: Needs,
  before: DigestedText & { readonly findings: readonly RecordedFinding[] },
  after: DigestedText & { readonly findings: readonly RecordedFinding[] },
): Promise<FindingChanges> {
  const { context } = await analysis.compare(before, after)
  const compared = compareFindings(context, before.findings, after.findings)
  return {
    resolved: compared.resolved.map(({ finding, reason }) => ({ ...finding, reason })),
    persisting: compared.persisting.map(({ before, after, moved }) => ({ before: before.id, after: after.id, moved })),
    new: compared.new.map((finding) => finding.id),
  }
}

/** The annotations of the whole draft as they stand on one version; those without a place there last. */
export async function annotationsOn(
  deps: Needs,
  scope: Scope,
  version: VersionText,
  withheld: Withheld | null,
): Promise<Annotation[]> {
  const annotations = await listAnnotations(deps.store.db, version.draftId, withheld)
  return placeAnnotations(
    deps,
    scope,
    version,
    annotations.map((annotation) => withListing(annotation, withheld)),
  )
}

/** One's own note is never withheld; that the office has put it into an opinion not yet signed is. */
export const withListing = (annotation: StoredAnnotation, withheld: Withheld | null): StoredAnnotation =>
  withheld === null || annotation.changedAt <= (withheld.after ?? '') ? annotation : { ...annotation, listedAs: null }

/** Some annotations of a draft as they stand on one version; those without a place there last. */
export async function placeAnnotations(
  deps: Needs,
  scope: Scope,
  version: VersionText,
  annotations: readonly StoredAnnotation[],
): Promise<Annotation[]> {
  const texts = new Map<string, DigestedText>([[version.id, version]])
  const placed: Annotation[] = []
  for (const annotation of annotations) {
    const origin =
      texts.get(annotation.originVersionId) ?? (await findVersion(deps.store.db, scope, annotation.originVersionId))
    if (!origin) continue
    texts.set(annotation.originVersionId, origin)
    placed.push(await placeAnnotation(deps, annotation, origin, version))
  }
  const last = Number.MAX_SAFE_INTEGER
  return placed.sort((a, b) => (a.span?.start ?? last) - (b.span?.start ?? last))
}

/** An annotation as it stands on a version. @param origin text it was written on */
export async function placeAnnotation(
  { analysis }: Needs,
  { span, withdrawn: _, ...annotation }: StoredAnnotation,
  origin: DigestedText,
  version: DigestedText & { readonly id: string },
): Promise<Annotation> {
  const on = { ...annotation, versionId: version.id }
  if (annotation.originVersionId === version.id) return { ...on, span, orphanReason: null }
  const carried = carrySpan((await analysis.compare(origin, version)).context, span)
  return carried.status === 'orphaned'
    ? { ...on, span: null, orphanReason: ORPHAN_REASONS[carried.reason] }
    : { ...on, span: carried.span, orphanReason: null }
}
