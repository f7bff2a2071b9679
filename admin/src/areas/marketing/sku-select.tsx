import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { useSkuNames } from '../stock/use-products.ts'

interface Props {
  value: string
  label: string
  onChange: (skuId: string | null) => void
}

/** Finds one SKU of the own shop by the title or code of its product. */
export function SkuSelect({ value, label, onChange }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 250)
  const found = useRead('listAdminProducts', { pageSize: 8, ...(search ? { search } : {}) })
  const skus = useSkuNames((found.data?.items ?? []).map((product) => product.id))
  const chosen = useRead('nameSkus', { ids: value }, { enabled: value !== '' })
  const named = new Map(
    [...skus].map(([id, { product, sku }]) => [id, `${[product.title, ...sku.options].join(' ')} · ${yuan(sku.priceFen)}`]),
  )
  const known = chosen.data?.items.find((sku) => sku.skuId === value)
  if (known) named.set(value, `${[known.title, ...known.options].join(' ')} · ${yuan(known.priceFen)}`)
  return (
    <Select<string>
      style={{ width: 320, maxWidth: '100%' }}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value || null}
      loading={found.isFetching}
      placeholder={t('sku.choose')}
      aria-label={label}
      notFoundContent={t('products.noneFound')}
      options={[...named].map(([id, title]) => ({ value: id, label: title }))}
      onChange={onChange}
      data-testid="sku-select"
    />
  )
}
