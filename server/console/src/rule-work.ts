import type { RuleDraft, RuleDryRun, RuleFileText, RuleLayerReport } from '@hongxian/shared/api'
import { useEffect, useState } from 'preact/hooks'
import { ask, isStale, sentenceOf } from './ask.ts'

/** Files of an office's rules being written, with what was last heard of them. */
export interface RuleWork {
  readonly files: readonly RuleFileText[]
  readonly saved: RuleDraft
  readonly isDirty: boolean
  readonly report: RuleLayerReport | null
  readonly dryRun: RuleDryRun | null
  /** What is under way, in a sentence; empty for nothing. */
  readonly busy: string
  readonly error: string
  readonly message: string
  /** Somebody else has saved in between. */
  readonly isConflict: boolean
  readonly edit: (files: readonly RuleFileText[]) => void
  readonly complain: (sentence: string) => void
  readonly save: () => Promise<void>
  /** Saves over what somebody else saved. */
  readonly insist: () => Promise<void>
  /** Takes what was saved last, and drops what was typed. */
  readonly discard: () => Promise<void>
  readonly validate: () => Promise<void>
  readonly tryOut: (recentDrafts: number) => Promise<void>
  /** Whether it was published. */
  readonly publish: (note: string) => Promise<boolean>
}

const latest = async () => (await ask('getOfficeRules', {})).draft

/** @param taken files of an earlier publication, to go on from */
export function useRuleWork(draft: RuleDraft, taken: readonly RuleFileText[] | null, onReload: () => void): RuleWork {
  const [files, setFiles] = useState<readonly RuleFileText[]>(draft.files)
  const [saved, setSaved] = useState(draft)
  const [report, setReport] = useState<RuleLayerReport | null>(null)
  const [dryRun, setDryRun] = useState<RuleDryRun | null>(null)
  const [busy, setBusy] = useState('')
  const [error, setError] = useState('')
  const [message, setMessage] = useState('')
  const [isConflict, setConflict] = useState(false)
  const isDirty = JSON.stringify(files) !== JSON.stringify(saved.files)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer revision is taken over unless something is typed
  useEffect(() => {
    if (!isDirty) adopt(draft)
  }, [draft.revision])
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken once
  useEffect(() => {
    if (taken) edit(taken)
  }, [taken])
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isDirty])

  function adopt(kept: RuleDraft): void {
    setSaved(kept)
    edit(kept.files)
  }
  function edit(changed: readonly RuleFileText[]): void {
    setFiles(changed)
    setReport(null)
    setDryRun(null)
    setMessage('')
  }
  async function during(what: string, work: () => Promise<void>): Promise<boolean> {
    setBusy(what)
    setError('')
    setMessage('')
    setConflict(false)
    const isDone = await work().then(
      () => true,
      (reason: unknown) => {
        if (isStale(reason)) setConflict(true)
        else setError(sentenceOf(reason))
        return false
      },
    )
    setBusy('')
    return isDone
  }
  const body = () => ({ files: [...files] })
  const keep = async (revision: number) => {
    const kept = await ask('saveRuleDraft', { body: { revision, ...body() } })
    setSaved(kept)
    return kept
  }
  const saveOver = async (revision: number) => {
    await keep(revision)
    setMessage('草稿已保存。')
  }
  const told = async (what: string, work: () => Promise<void>) => {
    await during(what, work)
  }
  return {
    files,
    saved,
    isDirty,
    report,
    dryRun,
    busy,
    error,
    message,
    isConflict,
    edit,
    complain: setError,
    save: () => told('正在保存。', () => saveOver(saved.revision)),
    insist: () => told('正在保存。', async () => saveOver((await latest()).revision)),
    discard: () =>
      told('正在载入。', async () => {
        adopt(await latest())
        onReload()
      }),
    validate: () =>
      told('正在校验，改动词表的需要运行全部示例，时间较长。', async () => {
        setDryRun(null)
        setReport(await ask('validateRules', { body: body() }))
      }),
    tryOut: (recentDrafts) =>
      told('正在最近办理的文件上试运行。', async () => {
        const checked = await ask('validateRules', { body: body() })
        setReport(checked)
        if (checked.isSound) setDryRun(await ask('dryRunRules', { body: { ...body(), recentDrafts } }))
      }),
    publish: (note) =>
      during('正在发布。', async () => {
        const { revision } = isDirty ? await keep(saved.revision) : saved
        await ask('publishRules', { body: { revision, note } })
      }),
  }
}
