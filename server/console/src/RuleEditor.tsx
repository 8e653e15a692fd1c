import type { CallOutput, RuleDraft, RuleDryRun, RuleFileText, RuleLayerReport } from '@hongxian/shared/api'
import { SEVERITY_NAMES } from '@hongxian/shared/rule'
import { SeverityMark } from '@hongxian/shared/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, isStale, sentenceOf, useLoaded } from './ask.ts'
import { Conflict } from './Conflict.tsx'
import { DryRunTable } from './DryRunTable.tsx'
import { FormEnd } from './FormEnd.tsx'
import { RulePicker } from './RulePicker.tsx'
import { timeOf } from './words.ts'

interface RuleEditorProps {
  readonly draft: RuleDraft
  /** Files of an earlier publication, to go on from. */
  readonly taken: readonly RuleFileText[] | null
  readonly onPublished: () => void
  readonly onReload: () => void
}

const templateOf = ({ code, name }: { readonly code: string; readonly name: string }) => `审核事项: ${code}
名称: ${name}
级别: 存疑                    # 违法、不当、存疑、提示
依据:
  - { 法律: 中华人民共和国××法, 版本: 2021-01-22, 条款: 第×条, 要旨: 该条规定的内容 }
规则:
  - 编号: first-rule          # 小写英文，一个文件内不重复
    说明: 一句话说明发现什么问题
    匹配: 词语一…词语二        # “…”表示中间可以隔若干字
    提示: “{命中}”存在什么问题。
    建议: 应当怎么改。
    示例:
      应发现:
        - 应当发现的句子之一，含有词语一和词语二。
        - 应当发现的句子之二，词语一在前，词语二在后。
        - 应当发现的句子之三，词语一与词语二相隔不远。
      不应发现:
        - 只有词语一的合法说法。
        - 只有词语二的合法说法。
`

/** The files that an office writes: typed or uploaded, validated, tried out, published. */
export function RuleEditor({ draft, taken, onPublished, onReload }: RuleEditorProps) {
  const [files, setFiles] = useState<readonly RuleFileText[]>(draft.files)
  const [saved, setSaved] = useState(draft)
  const [name, setName] = useState('pack.yaml')
  const [report, setReport] = useState<RuleLayerReport | null>(null)
  const [dryRun, setDryRun] = useState<RuleDryRun | null>(null)
  const [busy, setBusy] = useState('')
  const [error, setError] = useState('')
  const [message, setMessage] = useState('')
  const [isConflict, setConflict] = useState(false)
  const [isPublishing, setPublishing] = useState(false)
  const [note, setNote] = useState('')
  const [recent, setRecent] = useState(10)
  const [line, setLine] = useState<{ readonly line: number } | null>(null)
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
  const put = (file: RuleFileText) =>
    edit(
      files.some((one) => one.name === file.name)
        ? files.map((one) => (one.name === file.name ? file : one))
        : [...files, file],
    )
  async function during(what: string, work: () => Promise<void>): Promise<void> {
    setBusy(what)
    setError('')
    setMessage('')
    setConflict(false)
    await work().catch((reason: unknown) => {
      if (!isStale(reason)) return setError(sentenceOf(reason))
      setConflict(true)
      setPublishing(false)
    })
    setBusy('')
  }
  const saveOver = async (revision: number) => {
    setSaved(await ask('saveRuleDraft', { body: { revision, files: [...files] } }))
    setMessage('草稿已保存。')
  }
  const latest = async () => (await ask('getOfficeRules', {})).draft
  const save = () => during('正在保存。', () => saveOver(saved.revision))
  const insist = () => during('正在保存。', async () => saveOver((await latest()).revision))
  const discard = () =>
    during('正在载入。', async () => {
      adopt(await latest())
      onReload()
    })
  const validate = () =>
    during('正在校验，改动词表的需要运行全部示例，时间较长。', async () => {
      setDryRun(null)
      setReport(await ask('validateRules', { body: { files: [...files] } }))
    })
  const tryOut = () =>
    during('正在最近办理的文件上试运行。', async () => {
      const checked = await ask('validateRules', { body: { files: [...files] } })
      setReport(checked)
      if (checked.isSound) setDryRun(await ask('dryRunRules', { body: { files: [...files], recentDrafts: recent } }))
    })
  const publish = () =>
    during('正在发布。', async () => {
      const { revision } = isDirty
        ? await ask('saveRuleDraft', { body: { revision: saved.revision, files: [...files] } }).then((kept) => {
            setSaved(kept)
            return kept
          })
        : saved
      await ask('publishRules', { body: { revision, note } })
      setPublishing(false)
      setNote('')
      onPublished()
    })
  async function upload(chosen: FileList | null): Promise<void> {
    const added: RuleFileText[] = []
    for (const file of chosen ?? []) {
      if (!/^[a-z][a-z0-9.-]*\.yaml$/.test(file.name))
        return setError(`“${file.name}”不能上传：文件名用小写字母、数字、点和连字符，以 .yaml 结尾。`)
      added.push({ name: file.name, text: (await file.text()).replace(/\r\n?/g, '\n') })
    }
    const names = new Set(added.map((file) => file.name))
    edit([...files.filter((file) => !names.has(file.name)), ...added])
    if (added[0]) setName(added[0].name)
  }

  const current = files.find((file) => file.name === name) ?? files[0]
  const pack = files.find((file) => file.name === 'pack.yaml')
  return (
    <>
      <div class="c-bar">
        <button type="button" disabled={busy !== '' || !isDirty} onClick={save}>
          保存草稿
        </button>
        <button type="button" disabled={busy !== ''} onClick={validate}>
          校验
        </button>
        <button type="button" disabled={busy !== ''} onClick={tryOut}>
          试运行
        </button>
        <label>
          最近{' '}
          <select value={recent} onChange={(event) => setRecent(Number(event.currentTarget.value))}>
            {[5, 10, 20].map((count) => (
              <option key={count} value={count}>
                {count} 件
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="hx-primary" disabled={busy !== ''} onClick={() => setPublishing(true)}>
          发布
        </button>
        <span class="hx-quiet">
          {isDirty
            ? '有改动尚未保存'
            : saved.changedAt === null
              ? '尚未保存过草稿'
              : `${saved.changedBy?.name}于${timeOf(saved.changedAt)}保存`}
        </span>
      </div>
      {busy && (
        <p role="status" class="hx-quiet">
          {busy}
        </p>
      )}
      {message && <p role="status">{message}</p>}
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      {isConflict && (
        <Conflict
          sentence="他人已先保存了草稿。您的改动没有保存，仍保留在编辑框中。"
          isBusy={busy !== ''}
          onReload={discard}
          onInsist={insist}
        />
      )}
      {isPublishing && (
        <Publish
          isBusy={busy !== ''}
          error={error}
          note={note}
          onNote={setNote}
          onPublish={publish}
          onClose={() => setPublishing(false)}
        />
      )}

      <div class="c-editor">
        <div class="c-editor-files">
          <FileList
            files={files}
            name={current?.name ?? ''}
            problems={report?.problems ?? []}
            onName={setName}
            onRemove={(removed) => edit(files.filter((file) => file.name !== removed))}
          />
          <NewFile
            onNew={(item) => {
              const fileName = `${item.code}.yaml`
              if (!files.some((file) => file.name === fileName)) put({ name: fileName, text: templateOf(item) })
              setName(fileName)
            }}
          />
          <button
            type="button"
            onClick={() => {
              if (!files.some((file) => file.name === 'lexicons.yaml'))
                put({ name: 'lexicons.yaml', text: '本地机关: [词语一, 词语二]   # 规则里写作〔本地机关〕\n' })
              setName('lexicons.yaml')
            }}
          >
            词表
          </button>
          <label class="c-file">
            上传文件
            <input
              type="file"
              accept=".yaml"
              multiple
              aria-label="上传规则文件"
              onChange={(event) => upload(event.currentTarget.files)}
            />
          </label>
        </div>
        {current ? (
          <TextEditor
            key={current.name}
            file={current}
            problems={report?.problems.filter(({ file }) => file === current.name) ?? []}
            goTo={line}
            onText={(text) => put({ name: current.name, text })}
          />
        ) : (
          <p class="hx-quiet">没有文件。上传，或者新建。</p>
        )}
        <Report
          report={report}
          onGo={(problem) => {
            setName(problem.file)
            setLine({ line: problem.line })
          }}
        />
      </div>
      {dryRun && <DryRunTable dryRun={dryRun} />}
      {pack ? (
        <RulePicker pack={pack.text} onPack={(text) => put({ name: 'pack.yaml', text })} />
      ) : (
        <p class="hx-quiet">停用或者改变自带规则的级别，写在 pack.yaml 中。</p>
      )}
    </>
  )
}

interface FileListProps {
  readonly files: readonly RuleFileText[]
  readonly name: string
  readonly problems: RuleLayerReport['problems']
  readonly onName: (name: string) => void
  readonly onRemove: (name: string) => void
}

function FileList({ files, name, problems, onName, onRemove }: FileListProps) {
  return (
    <ul>
      {files.map((file) => (
        <li key={file.name}>
          <button type="button" aria-pressed={file.name === name} onClick={() => onName(file.name)}>
            {file.name}
          </button>
          {problems.some((problem) => problem.file === file.name && !problem.isWarning) && (
            <span class="c-error">有误</span>
          )}
          {file.name === name && file.name !== 'pack.yaml' && (
            <button
              type="button"
              class="hx-plain"
              onClick={() => confirm(`删除 ${file.name}？保存草稿后生效。`) && onRemove(file.name)}
            >
              删除
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function NewFile({ onNew }: { onNew: (item: { readonly code: string; readonly name: string }) => void }) {
  const items = useLoaded<CallOutput<'listReviewItems'>['items']>('items', async () => {
    const { items } = await ask('listReviewItems', {})
    return items
  })
  return (
    <select
      aria-label="新建规则文件"
      value=""
      onChange={(event) => {
        const item = items.value?.find(({ code }) => code === event.currentTarget.value)
        event.currentTarget.value = ''
        if (item) onNew(item)
      }}
    >
      <option value="">新建规则文件</option>
      {items.value?.map((item) => (
        <option key={item.code} value={item.code}>
          {item.name}（{item.code}）
        </option>
      ))}
    </select>
  )
}

interface TextEditorProps {
  readonly file: RuleFileText
  readonly problems: RuleLayerReport['problems']
  readonly goTo: { readonly line: number } | null
  readonly onText: (text: string) => void
}

/** A text with the numbers of its lines; those with mistakes are marked. */
function TextEditor({ file, problems, goTo, onText }: TextEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLPreElement>(null)
  const lines = file.text.split('\n')
  const wrong = new Map(problems.map(({ line, isWarning }) => [line, isWarning]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there once, not with every letter typed
  useEffect(() => {
    const text = area.current
    if (!text || !goTo) return
    const before = lines.slice(0, goTo.line - 1)
    const start = before.reduce((sum, one) => sum + one.length + 1, 0)
    text.focus()
    text.setSelectionRange(start, start + (lines[goTo.line - 1]?.length ?? 0))
    text.scrollTop = Math.max(0, (goTo.line - 6) * Number.parseFloat(getComputedStyle(text).lineHeight))
  }, [goTo])
  return (
    <div class="c-text-editor">
      <pre ref={gutter} aria-hidden="true">
        {lines.map((_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its number
          <span key={i} class={wrong.has(i + 1) ? (wrong.get(i + 1) ? 'c-warned' : 'c-wrong') : ''}>
            {i + 1}
            {'\n'}
          </span>
        ))}
      </pre>
      <textarea
        ref={area}
        aria-label={file.name}
        value={file.text}
        spellcheck={false}
        wrap="off"
        onInput={(event) => onText(event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
    </div>
  )
}

interface ReportProps {
  readonly report: RuleLayerReport | null
  readonly onGo: (problem: RuleLayerReport['problems'][number]) => void
}

function Report({ report, onGo }: ReportProps) {
  if (!report) return <div class="c-report hx-quiet">改好后点“校验”，错误和没有通过的示例列在这里。</div>
  const errors = report.problems.filter(({ isWarning }) => !isWarning).length
  return (
    <div class="c-report">
      <p>
        {report.isSound
          ? `校验通过，运行示例 ${report.examples} 个。`
          : `有 ${errors} 处错误，改正后才能试运行和发布。`}
      </p>
      <ul>
        {report.problems.map((problem) => (
          <li key={`${problem.file} ${problem.line} ${problem.column} ${problem.detail}`}>
            <button type="button" class="hx-plain" onClick={() => onGo(problem)}>
              {problem.file} 第{problem.line}行第{problem.column}列
            </button>
            <div class={problem.isWarning ? '' : 'c-error'}>
              {problem.isWarning && '提醒：'}
              {problem.detail}
            </div>
          </li>
        ))}
      </ul>
      {report.isSound && (
        <ul>
          {report.added.map((rule) => (
            <li key={rule.id}>
              {'新增　'}
              <SeverityMark severity={rule.severity} />　{rule.summary}
            </li>
          ))}
          {report.disabled.map((rule) => (
            <li key={rule.id}>停用　{rule.summary}</li>
          ))}
          {report.changed.map((rule) => (
            <li key={rule.id}>
              改级别　{SEVERITY_NAMES[rule.before]}改为{SEVERITY_NAMES[rule.severity]}　{rule.summary}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface PublishProps {
  readonly isBusy: boolean
  readonly error: string
  readonly note: string
  readonly onNote: (note: string) => void
  readonly onPublish: () => void
  readonly onClose: () => void
}

function Publish({ isBusy, error, note, onNote, onPublish, onClose }: PublishProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="c-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onPublish()
        }}
      >
        <h2>发布本单位规则</h2>
        <p>发布后不可更改，立即成为本单位审核所用的规则。需要修改的，另行发布；需要撤回的，恢复使用以前的规则。</p>
        <label class="c-field">
          <span>变更说明（必填）</span>
          <textarea rows={4} maxLength={2000} value={note} onInput={(event) => onNote(event.currentTarget.value)} />
        </label>
        <FormEnd
          error={error}
          isBusy={isBusy}
          isComplete={note.trim() !== ''}
          label="确定发布"
          busyLabel="正在发布"
          onClose={onClose}
        />
      </form>
    </dialog>
  )
}
