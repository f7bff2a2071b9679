import { TreeSelect } from 'antd'
import { useState } from 'react'
import { provinceOf, useCities, useProvinces } from './use-regions.ts'

/** Chooses provinces, or single cities of one. */
export function RegionSelect({
  value,
  placeholder,
  onChange,
}: {
  value: string[]
  placeholder: string
  onChange: (codes: string[]) => void
}) {
  const [opened, setOpened] = useState<string[]>([])
  const provinces = useProvinces()
  const cities = useCities([...opened, ...value.filter((code) => !code.endsWith('0000')).map(provinceOf)])
  const treeData = provinces.map(({ code, name }) => ({
    value: code,
    title: name,
    ...(cities.has(code)
      ? { children: (cities.get(code) ?? []).map((city) => ({ value: city.code, title: city.name, isLeaf: true })) }
      : { isLeaf: false }),
  }))
  return (
    <TreeSelect
      treeCheckable
      showCheckedStrategy={TreeSelect.SHOW_PARENT}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={treeData}
      value={value}
      placeholder={placeholder}
      aria-label={placeholder}
      maxTagCount="responsive"
      style={{ width: '100%' }}
      loadData={(node) => {
        setOpened((now) => [...now, String(node.value)])
        return Promise.resolve()
      }}
      onChange={(codes: string[]) => onChange(codes)}
    />
  )
}
