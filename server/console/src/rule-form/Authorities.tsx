import type { CallOutput } from '@hongxian/shared/api'
import { formatNumeral } from '@hongxian/shared/text'
import { LawWording } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import { ask, useLoaded } from '../ask.ts'
import { isValues, listOf, type Values } from './value.ts'

type Law = CallOutput<'findLaws'>['items'][number]

/** 17 → 第十七条; what is more than a number stays as it was typed. */
export const placeOf = (typed: string): string =>
  /^\d{1,4}$/.test(typed.trim()) ? `第${formatNumeral(Number(typed.trim()))}条` : typed.trim()

/** In a sentence: whether a law may be relied on, and what took its place. */
export function standingOf({ inForce, doubt, version, repealedOn, repealedBy }: Law): string {
  if (inForce && version)
    return `现行有效${version.date ? `，${version.date}版本` : ''}${version.articles ? `，共${version.articles}条` : ''}${doubt ? '；效力存疑，请核对' : ''}`
  if (repealedOn || repealedBy)
    return `已于${repealedOn ?? '此前'}废止${repealedBy ? `，由《${repealedBy}》取代` : ''}，不能作为依据`
  return '目录中没有现行有效的版本，请核对效力后再用'
}

/** What was repealed is no ground. */
const isRepealed = ({ inForce, repealedOn, repealedBy }: Law): boolean =>
  !inForce && (repealedOn !== null || repealedBy !== null)

interface AuthoritiesProps {
  readonly value: unknown
  /** Stands in the file for all its rules, and not in this one. */
  readonly isShared: boolean
  readonly onChange: (value: unknown) => void
}

/** 依据: laws of the catalogue, with article and gist. */
export function Authorities({ value, isShared, onChange }: AuthoritiesProps) {
  const items = listOf(value).filter(isValues)
  return (
    <>
      {isShared && <p class="hx-quiet">本文件各条规则共用的依据；改动后只用于这一条规则。</p>}
      {items.map((item, i) => (
        <Authority
          // biome-ignore lint/suspicious/noArrayIndexKey: a ground has nothing but its place
          key={i}
          item={item}
          number={i + 1}
          onChange={(next) => onChange(items.map((other, j) => (j === i ? next : other)))}
          onRemove={() => onChange(items.length === 1 ? undefined : items.filter((_, j) => j !== i))}
        />
      ))}
      <LawSearch
        label={items.length === 0 ? '查找依据的法律' : '再加一个依据'}
        onPick={(law) => onChange([...items, { 法律: law.title, 版本: law.version?.date ?? '', 条款: '', 要旨: '' }])}
      />
    </>
  )
}

interface AuthorityProps {
  readonly item: Values
  readonly number: number
  readonly onChange: (item: Values) => void
  readonly onRemove: () => void
}

const loadWording = (title: string, place: string) => ask('getArticleWording', { params: { title, place }, query: {} })

function Authority({ item, number, onChange, onRemove }: AuthorityProps) {
  const title = String(item.法律 ?? '')
  const found = useLoaded<Law | null>(title, async () => {
    if (title === '') return null
    const { items } = await ask('findLaws', { query: { q: title, limit: 5 } })
    return items.find((law) => law.title === title) ?? null
  })
  const law = found.value
  const article = String(item.条款 ?? '')
  const last = law?.version?.articles ?? null
  const numberOf = /^第([零一二三四五六七八九十百千]+)条/.exec(article)?.[1]
  const isBeyond = last !== null && numberOf !== undefined && articleNumbers(last).get(numberOf) === undefined
  return (
    <div class="f-authority">
      <div class="c-bar">
        <strong>《{title}》</strong>
        <label>
          条款{' '}
          <input
            aria-label={`依据${number}的条款`}
            size={14}
            placeholder="17 或者 第十七条第二款"
            value={article}
            onChange={(event) => onChange({ ...item, 条款: placeOf(event.currentTarget.value) })}
          />
        </label>
        <button type="button" class="hx-plain f-remove" onClick={onRemove}>
          删去
        </button>
      </div>
      <p class={law && isRepealed(law) ? 'c-error' : 'hx-quiet'}>
        {law
          ? standingOf(law)
          : found.value === null && !found.error && title !== ''
            ? '目录中没有查到这个名称，请核对。'
            : ''}
        {law?.inForce && law.version?.date && item.版本 !== law.version.date && (
          <>
            {`　所填版本为${String(item.版本 ?? '（未填）')}　`}
            <button type="button" onClick={() => onChange({ ...item, 版本: law.version?.date ?? '' })}>
              改用现行版本
            </button>
          </>
        )}
        {law?.repealedBy && (
          <button
            type="button"
            onClick={() => onChange({ 法律: law.repealedBy ?? '', 版本: '', 条款: '', 要旨: item.要旨 ?? '' })}
          >
            改用《{law.repealedBy}》
          </button>
        )}
      </p>
      {isBeyond && (
        <p role="alert" class="c-error">
          该法共{last}条，没有{article}。
        </p>
      )}
      <textarea
        aria-label={`依据${number}的要旨`}
        rows={2}
        placeholder="要旨：用自己的话写明这一条规定了什么"
        value={String(item.要旨 ?? '')}
        onInput={(event) => onChange({ ...item, 要旨: event.currentTarget.value })}
      />
      {article !== '' && <LawWording key={`${title}${article}`} title={title} place={article} load={loadWording} />}
    </div>
  )
}

const articleNumbers = (last: number): ReadonlyMap<string, number> =>
  new Map(Array.from({ length: last }, (_, i) => [formatNumeral(i + 1), i + 1]))

/** Laws by name; one that is repealed cannot be chosen, its successor can. */
function LawSearch({ label, onPick }: { label: string; onPick: (law: Law) => void }) {
  const [query, setQuery] = useState('')
  const wanted = query.trim()
  const found = useLoaded<readonly Law[]>(wanted, async () =>
    wanted.length < 2 ? [] : (await ask('findLaws', { query: { q: wanted, limit: 8 } })).items,
  )
  return (
    <div class="f-law-search">
      <input
        type="search"
        aria-label={label}
        placeholder={`${label}，如 行政许可法`}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      {found.error && <p class="c-error">{found.error}</p>}
      {wanted.length >= 2 && found.value?.length === 0 && <p class="hx-quiet">目录中没有查到，换一个说法试试。</p>}
      <ul>
        {found.value?.map((law) => (
          <li key={law.title}>
            <button
              type="button"
              disabled={isRepealed(law)}
              onClick={() => {
                setQuery('')
                onPick(law)
              }}
            >
              {law.title}
            </button>
            <small class={isRepealed(law) ? 'c-error' : 'hx-quiet'}>
              {law.level}　{standingOf(law)}
            </small>
            {!law.inForce && law.repealedBy && (
              <button type="button" class="hx-plain" onClick={() => setQuery(law.repealedBy ?? '')}>
                查找《{law.repealedBy}》
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
