import { NUMBER_CLASSES } from '@hongxian/shared/rule'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useForm } from './context.ts'
import { choiceOf, sayFrame, splitFrame } from './frame.ts'

const SHOWN = 10

interface ChipsProps {
  readonly choices: readonly string[]
  readonly label: string
  readonly onChange: (choices: readonly string[]) => void
  /** Words as they are, without word lists. */
  readonly isPlain?: boolean
}

/** One of several words: chips, and a place to type more. */
export function Chips({ choices, label, onChange, isPlain = false }: ChipsProps) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const [note, setNote] = useState('')
  const shown = isOpen ? choices : choices.slice(0, SHOWN)
  const add = (words: readonly string[]) => {
    const fresh = words.map((word) => word.trim()).filter((word) => word !== '')
    const bad = isPlain ? undefined : fresh.find((word) => splitFrame(word) === null)
    setNote(bad === undefined ? '' : `“${bad}”里的括号、间隔没有写完整。`)
    if (bad !== undefined || fresh.length === 0) return
    onChange([...choices, ...fresh.filter((word, i) => !choices.includes(word) && fresh.indexOf(word) === i)])
    setTyped('')
  }
  // A mark within brackets belongs to the word.
  const words = (text: string) => (/[【〔[]/.test(text) ? [text] : text.split(/[、，,；;\n]/))
  return (
    <span class="f-chips">
      {shown.map((choice) => (
        <Chip key={choice} choice={choice} onRemove={() => onChange(choices.filter((one) => one !== choice))} />
      ))}
      {choices.length > SHOWN && (
        <button type="button" class="hx-plain" onClick={() => setOpen(!isOpen)}>
          {isOpen ? '收起' : `另有 ${choices.length - SHOWN} 个`}
        </button>
      )}
      <span class="f-chip-new">
        <input
          aria-label={label}
          placeholder={choices.length === 0 ? '输入词语，回车' : '或者'}
          value={typed}
          size={choices.length === 0 ? 15 : 5}
          onInput={(event) => {
            const { value } = event.currentTarget
            if (/[、，,；;]$/.test(value) && !/[【〔[]/.test(value)) add(words(value))
            else setTyped(value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) {
              event.preventDefault()
              add(words(typed))
            } else if (event.key === 'Backspace' && typed === '' && choices.length > 0) onChange(choices.slice(0, -1))
          }}
          onBlur={() => add(words(typed))}
        />
        {!isPlain && (
          <button type="button" class="hx-plain" aria-label={`${label}：选词表`} onClick={() => setPicking(true)}>
            词表
          </button>
        )}
      </span>
      {note && <span class="c-error">{note}</span>}
      {isPicking && (
        <LexiconPicker
          onPick={(name) => {
            setPicking(false)
            add([`〔${name}〕`])
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </span>
  )
}

function Chip({ choice, onRemove }: { choice: string; onRemove: () => void }) {
  const { lexicons } = useForm()
  const one = choiceOf(choice)
  const words = one.kind === 'lexicon' ? lexicons.get(one.name) : undefined
  const said = one.kind === 'word' ? one.text : one.kind === 'phrase' ? sayFrame(choice) : one.name
  const title =
    one.kind === 'lexicon'
      ? words
        ? `词表“${one.name}”，共${words.length}个：${words.slice(0, 40).join('、')}${words.length > 40 ? '……' : ''}`
        : `没有“${one.name}”这个词表`
      : one.kind === 'number'
        ? `任何${one.name}`
        : choice
  return (
    <span class="f-chip" data-kind={one.kind} data-missing={one.kind === 'lexicon' && !words} title={title}>
      {one.kind === 'lexicon' && <small>词表</small>}
      {one.kind === 'number' && <small>数</small>}
      {said.length > 24 ? `${said.slice(0, 24)}……` : said}
      <button type="button" class="hx-plain" aria-label={`删去${said}`} onClick={onRemove}>
        ×
      </button>
    </span>
  )
}

interface LexiconPickerProps {
  readonly onPick: (name: string) => void
  readonly onClose: () => void
}

/** Word lists found by name or by a word in them, with their words. */
function LexiconPicker({ onPick, onClose }: LexiconPickerProps) {
  const { lexicons } = useForm()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [seen, setSeen] = useState<string | null>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const wanted = query.trim()
  const names = [...lexicons.keys()]
    .filter(
      (name) => wanted === '' || name.includes(wanted) || lexicons.get(name)?.some((word) => word.includes(wanted)),
    )
    .sort((a, b) => Number(b.includes(wanted)) - Number(a.includes(wanted)))
  const current = seen !== null && names.includes(seen) ? seen : (names[0] ?? null)
  const words = current === null ? [] : (lexicons.get(current) ?? [])
  return (
    <dialog ref={dialog} class="c-dialog f-lexicons" onClose={onClose} aria-label="选择词表">
      <div class="c-bar">
        <strong>选择词表</strong>
        <input
          type="search"
          aria-label="查找词表"
          placeholder="名称，或者其中的词"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <span class="hx-quiet">共 {names.length} 个</span>
        <button type="button" onClick={() => dialog.current?.close()}>
          关闭
        </button>
      </div>
      <p class="f-numbers">
        程序识别的数：
        {NUMBER_CLASSES.map((name) => (
          <button key={name} type="button" onClick={() => onPick(name)}>
            {name}
          </button>
        ))}
      </p>
      <div class="f-lexicon-columns">
        <ul>
          {names.slice(0, 300).map((name) => (
            <li key={name}>
              <button type="button" aria-pressed={name === current} onClick={() => setSeen(name)}>
                {name}
                <small>{lexicons.get(name)?.length}</small>
              </button>
            </li>
          ))}
        </ul>
        {current === null ? (
          <p class="hx-quiet">没有找到。换一个词试试，或者直接输入词语。</p>
        ) : (
          <div>
            <button type="button" class="hx-primary" onClick={() => onPick(current)}>
              选用“{current}”
            </button>
            <p class="f-lexicon-words">{words.join('、')}</p>
          </div>
        )}
      </div>
    </dialog>
  )
}
