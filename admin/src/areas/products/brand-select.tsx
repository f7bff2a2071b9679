import { PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useMayRun } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'

export interface ChosenBrand {
  id: string
  name: string
}

interface Props {
  value: ChosenBrand | null
  onChange: (brand: ChosenBrand | null) => void
  id?: string
  /** Not to be chosen. */
  except?: string
  /** Staff of the platform may create what they typed. */
  creates?: true
}

const below = (extra: ReactNode) => (menu: ReactNode) => (
  <>
    {menu}
    {extra}
  </>
)

/** Finds one brand by its name; what is not there yet can be created on the spot by those who may. */
export function BrandSelect({ value, onChange, id, except, creates }: Props) {
  const t = useT()
  const mayCreate = useMayRun()('catalog.write') && creates
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 250)
  const found = useRead('listBrands', { pageSize: 50, ...(search ? { search } : {}) })
  const create = useWrite('createBrand', {
    stale: ['listBrands'],
    success: t('brand.created'),
    onDone: ({ id: made, name }) => {
      onChange({ id: made, name })
      setText('')
    },
  })
  const brands = (found.data?.items ?? []).filter((brand) => brand.id !== except)
  const options = brands.map((brand) => ({ value: brand.id, label: brand.nameEn ? `${brand.name}（${brand.nameEn}）` : brand.name }))
  const isNew = search !== '' && !found.isFetching && !brands.some((brand) => brand.name.toLowerCase() === search.toLowerCase())
  const named = value && !options.some((option) => option.value === value.id) ? [{ value: value.id, label: value.name }] : []
  return (
    <Select<string>
      {...(id ? { id } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      value={value?.id ?? null}
      loading={found.isFetching || create.isPending}
      placeholder={t('brand.choose')}
      aria-label={t('editor.brand')}
      options={[...named, ...options]}
      notFoundContent={found.isPending ? t('common.loading') : t('brand.noneFound')}
      popupRender={below(
        mayCreate && isNew && (
          <Button
            type="link"
            icon={<PlusOutlined />}
            loading={create.isPending}
            onClick={() => create.mutate({ name: search.slice(0, 40) })}
            data-testid="brand-quick-create"
          >
            {t('brand.quickCreate', { name: search.slice(0, 40) })}
          </Button>
        ),
      )}
      onChange={(next?: string) => {
        const brand = brands.find((one) => one.id === next)
        onChange(brand ? { id: brand.id, name: brand.name } : null)
      }}
      style={{ width: '100%' }}
      data-testid="brand-select"
    />
  )
}
