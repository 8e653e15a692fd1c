import type { RuleDraft, RuleFileText } from '@hongxian/shared/api'
import type { RuleSetSource } from '@hongxian/shared/rule'
import { setDisabled, setSeverity } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import { ask, useLoaded } from './ask.ts'
import { Conflict } from './Conflict.tsx'
import { DryRunTable } from './DryRunTable.tsx'
import { PublishRules } from './PublishRules.tsx'
import { RejectedFindings } from './RejectedFindings.tsx'
import { Reload } from './Reload.tsx'
import { RulePicker } from './RulePicker.tsx'
import { Report, RuleText } from './RuleText.tsx'
import { type ReviewItem, RuleForm } from './rule-form/RuleForm.tsx'
import { RuleList } from './rule-form/RuleList.tsx'
import {
  addRule,
  blankRule,
  changeRule,
  moveRule,
  type RulePlace,
  readFile,
  removeRule,
} from './rule-form/rule-file.ts'
import { getIn, listOf } from './rule-form/value.ts'
import { type RuleWork, useRuleWork } from './rule-work.ts'
import { timeOf } from './words.ts'

interface RuleEditorProps {
  readonly draft: RuleDraft
  /** Of the built-in rule set, whose lists and laws rules go by. */
  readonly builtIn: string
  /** Files of an earlier publication, to go on from. */
  readonly taken: readonly RuleFileText[] | null
  readonly onPublished: () => void
  readonly onReload: () => void
}

const VIEWS = { form: '逐项填写', text: '文本', builtIn: '自带规则的停用和级别', rejected: '不采纳的发现' } as const

/** The files that an office writes: field by field or as text, validated, tried out, published. */
export function RuleEditor({ draft, builtIn, taken, onPublished, onReload }: RuleEditorProps) {
  const work = useRuleWork(draft, taken, onReload)
  const [view, setView] = useState<keyof typeof VIEWS>('form')
  const [name, setName] = useState('pack.yaml')
  const [place, setPlace] = useState<RulePlace | null>(null)
  const [sentences, setSentences] = useState('')
  const items = useLoaded<readonly ReviewItem[]>('items', async () => (await ask('listReviewItems', {})).items)
  const { files, edit } = work
  const pack = files.find((file) => file.name === 'pack.yaml')
  const put = (text: string) => edit(files.map((file) => (file.name === 'pack.yaml' ? { ...file, text } : file)))
  const openForm = (at: RulePlace | null, tried = '') => {
    setPlace(at)
    setSentences(tried)
    setView('form')
  }
  const openText = (file: string) => {
    setName(file)
    setView('text')
  }
  const begin = (item: Pick<ReviewItem, 'code' | 'name'>, passes: string | null) => {
    const added = addRule(files, item, (number) => {
      const rule = blankRule(number)
      return passes === null ? rule : { ...rule, 示例: { 应发现: [''], 不应发现: [passes] } }
    })
    edit(added.files)
    openForm(added.place, passes ?? '')
  }
  return (
    <>
      <WorkBar work={work} onPublished={onPublished} />
      <div class="c-bar">
        {Object.entries(VIEWS).map(([key, said]) => (
          <button
            key={key}
            type="button"
            aria-pressed={view === key}
            onClick={() => setView(key as keyof typeof VIEWS)}
          >
            {said}
          </button>
        ))}
      </div>
      {items.error && <Reload loaded={items} />}
      {view === 'form' && (
        <FormView
          work={work}
          builtIn={builtIn}
          items={items.value ?? []}
          place={place}
          sentences={sentences}
          onPlace={openForm}
          onBegin={(item) => begin(item, null)}
          onText={openText}
        />
      )}
      {view === 'text' && (
        <RuleText
          files={files}
          name={name}
          onName={setName}
          onFiles={edit}
          report={work.report}
          items={items.value ?? []}
          onError={work.complain}
        />
      )}
      {work.dryRun && (view === 'form' || view === 'text') && <DryRunTable dryRun={work.dryRun} />}
      {view === 'builtIn' &&
        (pack ? (
          <RulePicker pack={pack.text} onPack={put} />
        ) : (
          <p class="hx-quiet">停用或者改变自带规则的级别，写在 pack.yaml 中。</p>
        ))}
      {view === 'rejected' && (
        <RejectedFindings
          files={files}
          pack={pack?.text ?? ''}
          onDisable={(rule, isDisabled) => pack && put(setDisabled(pack.text, rule, isDisabled))}
          onSeverity={(rule, severity) => pack && put(setSeverity(pack.text, rule, severity))}
          onBegin={begin}
          onPass={(at, sentence) => {
            const file = files.find((one) => one.name === at.file)
            const list = file ? listOf(getIn(readFile(file).rules[at.index], ['示例', '不应发现'])) : []
            if (!list.includes(sentence))
              edit(changeRule(files, at, ['示例', '不应发现'], [...list.filter((one) => one !== ''), sentence]))
            openForm(at, sentence)
          }}
        />
      )}
    </>
  )
}

/** Save, validate, dry-run, publish, and what came of it. */
function WorkBar({ work, onPublished }: { work: RuleWork; onPublished: () => void }) {
  const [recent, setRecent] = useState(10)
  const [isPublishing, setPublishing] = useState(false)
  const [note, setNote] = useState('')
  const { saved, isDirty, busy, error, message } = work
  const publish = async () => {
    const isDone = await work.publish(note)
    if (!isDone) return
    setPublishing(false)
    setNote('')
    onPublished()
  }
  return (
    <>
      <div class="c-bar">
        <button type="button" disabled={busy !== '' || !isDirty} onClick={work.save}>
          保存草稿
        </button>
        <button type="button" disabled={busy !== ''} onClick={work.validate}>
          校验
        </button>
        <button type="button" disabled={busy !== ''} onClick={() => work.tryOut(recent)}>
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
      {work.isConflict && (
        <Conflict
          sentence="他人已先保存了草稿。您的改动没有保存，仍保留在编辑框中。"
          isBusy={busy !== ''}
          onReload={work.discard}
          onInsist={work.insist}
        />
      )}
      {isPublishing && !work.isConflict && (
        <PublishRules
          isBusy={busy !== ''}
          error={error}
          note={note}
          onNote={setNote}
          onPublish={publish}
          onClose={() => setPublishing(false)}
        />
      )}
    </>
  )
}

interface FormViewProps {
  readonly work: RuleWork
  readonly builtIn: string
  readonly items: readonly ReviewItem[]
  readonly place: RulePlace | null
  readonly sentences: string
  readonly onPlace: (place: RulePlace | null) => void
  readonly onBegin: (item: ReviewItem) => void
  readonly onText: (file: string) => void
}

/** The office's rules by name, and the form of the one that is open. */
function FormView({ work, builtIn, items, place, sentences, onPlace, onBegin, onText }: FormViewProps) {
  const { files, edit, report } = work
  // Lists, exceptions and laws of the product: what is written is tried here, with every letter.
  const base = useLoaded<RuleSetSource>(
    builtIn,
    async () => (await ask('getRuleSet', { params: { digest: builtIn } })) as unknown as RuleSetSource,
  )
  if (base.error) return <Reload loaded={base} />
  if (!base.value) return <p class="hx-quiet">正在打开。</p>
  return (
    <>
      {report && (!report.isSound || report.problems.length > 0) && (
        <Report report={report} onGo={({ file }) => onText(file)} />
      )}
      {report?.isSound && report.problems.length === 0 && (
        <p role="status">校验通过，运行示例 {report.examples} 个。</p>
      )}
      <div class="f-room">
        <RuleList files={files} items={items} place={place} onPlace={onPlace} onBegin={onBegin} onText={onText} />
        {place ? (
          <RuleForm
            key={`${place.file} ${place.index} ${sentences}`}
            files={files}
            place={place}
            builtIn={base.value}
            items={items}
            sentences={sentences}
            onFiles={edit}
            onMove={(item) => {
              const moved = moveRule(files, place, item)
              edit(moved.files)
              onPlace(moved.place)
            }}
            onRemove={() => {
              if (!confirm('删除这条规则？保存草稿后生效。')) return
              edit(removeRule(files, place))
              onPlace(null)
            }}
            onText={() => onText(place.file)}
          />
        ) : (
          <div class="f-empty hx-quiet">
            <p>在左边选择审核事项，新写一条规则；或者点开已有的规则修改。</p>
            <p>填写时，右边随时显示规则发现什么、为什么。写好后点上方“校验”“试运行”，再“发布”。</p>
          </div>
        )}
      </div>
    </>
  )
}
