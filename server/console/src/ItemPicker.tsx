import type { ReviewItem } from './rule-form/RuleForm.tsx'

interface ItemPickerProps {
  /** What is begun with the 审核事项 that is picked. */
  readonly label: string
  readonly items: readonly ReviewItem[]
  readonly nameOf?: (item: ReviewItem) => string
  readonly onPick: (item: ReviewItem) => void
}

/** Picks a 审核事项 to begin something with; nothing stays picked. */
export const ItemPicker = ({ label, items, nameOf = ({ name }) => name, onPick }: ItemPickerProps) => (
  <select
    aria-label={label}
    value=""
    onChange={(event) => {
      const item = items.find(({ code }) => code === event.currentTarget.value)
      event.currentTarget.value = ''
      if (item) onPick(item)
    }}
  >
    <option value="">{label}</option>
    {items.map((item) => (
      <option key={item.code} value={item.code}>
        {nameOf(item)}
      </option>
    ))}
  </select>
)
