import { useForm } from './context.ts'

/** Said wherever a form cannot show something. */
export function InText({ program }: { readonly program?: string | null }) {
  const { onText } = useForm()
  return (
    <p class="f-locked">
      {program ? `这一项由程序“${program}”判断。` : ''}这条规则含有表单不能显示的写法，请在文本中修改。
      <button type="button" class="hx-plain" onClick={onText}>
        打开文本
      </button>
    </p>
  )
}
