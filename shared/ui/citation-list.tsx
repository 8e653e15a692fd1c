import { CITATION_STATE_NAMES, type CitedPlace } from '@hongxian/shared/law'
import { LawWording, type LoadWording } from './law-wording.tsx'

/** As the service or this machine lists it. */
export type ShownCitation = Omit<CitedPlace, 'level'> & { readonly level: string | null }

export interface CitationListProps {
  readonly citations: readonly ShownCitation[]
  readonly load: LoadWording
  /** Brings a place of the text into view. */
  readonly onPick?: ((span: { readonly start: number; readonly end: number }) => void) | undefined
}

/** 引用的法律文件: each law once, under it the articles cited, with what they are worth on the day and their wording. */
export function CitationList({ citations, load, onPick }: CitationListProps) {
  if (citations.length === 0) return <p class="hx-quiet hx-none">正文没有引用法律文件。</p>
  const byTitle = new Map<string, ShownCitation[]>()
  for (const one of citations) byTitle.set(one.title, [...(byTitle.get(one.title) ?? []), one])
  return (
    <ul class="hx-citations" aria-label="引用的法律文件">
      {[...byTitle].map(([title, places]) => (
        <li key={title}>
          <p>
            <b>{title.endsWith('号') ? title : `《${title}》`}</b>{' '}
            <span class="hx-quiet">{places[0]?.level ?? ''}</span>
          </p>
          {places.map((place) => (
            <div key={`${place.article}${place.status}`} class="hx-citation" data-status={stateOf(place)}>
              <PlaceName place={place} onPick={onPick} />{' '}
              <span class="hx-state">
                {CITATION_STATE_NAMES[place.status]}
                {place.status !== 'unknown' && !place.certain ? '（待核实）' : ''}
              </span>
              {place.reason !== '' && <span class="hx-quiet">　{place.reason}</span>}
              {place.article !== null && <LawWording title={title} place={place.article} load={load} />}
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function PlaceName({ place, onPick }: { place: ShownCitation } & Pick<CitationListProps, 'onPick'>) {
  const [first] = place.spans
  const words = `${place.article ?? '全文'}${place.spans.length > 1 ? `（${place.spans.length}处）` : ''}`
  if (!onPick || !first) return <span>{words}</span>
  return (
    <button type="button" class="hx-plain" onClick={() => onPick(first)}>
      {words}
    </button>
  )
}

/** How the state is coloured: fine, wrong on proven facts, or to be looked up. */
function stateOf({ status, certain }: Pick<CitedPlace, 'status' | 'certain'>): 'fine' | 'wrong' | 'open' {
  if (status === 'in-force') return certain ? 'fine' : 'open'
  return status !== 'unknown' && certain ? 'wrong' : 'open'
}
