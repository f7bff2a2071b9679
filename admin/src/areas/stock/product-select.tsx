import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'

/** Finds one product by title or code. */
export function ProductSelect({ value, onChange }: { value: string; onChange: (productId: string) => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 250)
  const found = useRead('listAdminProducts', { pageSize: 20, ...(search ? { search } : {}) })
  const chosen = useRead('getAdminProduct', { id: value }, { enabled: value !== '' })
  const options = (found.data?.items ?? []).map((product) => ({ value: product.id, label: `${product.title}（${product.code}）` }))
  const named = chosen.data?.id === value && options.every((option) => option.value !== value) ? chosen.data : undefined
  return (
    <Select<string>
      className="grow"
      style={{ maxWidth: 420 }}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value || null}
      loading={found.isFetching}
      placeholder={t('stock.product')}
      aria-label={t('stock.product')}
      options={named ? [{ value, label: `${named.title}（${named.code}）` }, ...options] : options}
      onChange={(next?: string) => onChange(next ?? '')}
      data-testid="stock-product"
    />
  )
}
