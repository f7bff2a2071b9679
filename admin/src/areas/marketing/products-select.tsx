import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { useSkuNames } from '../stock/use-products.ts'

interface Props {
  value: string[]
  placeholder: string
  onChange: (productIds: string[]) => void
}

/** Finds and chooses several products. */
export function ProductsSelect({ value, placeholder, onChange }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 250)
  const found = useRead('listAdminProducts', { pageSize: 20, ...(search ? { search } : {}) })
  const names = new Map((found.data?.items ?? []).map((product) => [product.id, product.title]))
  for (const { product } of useSkuNames(value).values()) names.set(product.id, product.title)
  return (
    <Select<string[]>
      mode="multiple"
      style={{ width: '100%' }}
      maxCount={200}
      value={value}
      placeholder={placeholder}
      aria-label={placeholder}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      notFoundContent={t('products.noneFound')}
      options={[...names].map(([id, title]) => ({ value: id, label: title }))}
      onChange={onChange}
    />
  )
}
