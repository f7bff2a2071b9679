import { Radio, TreeSelect } from 'antd'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { optionsOf, treeOf } from '../products/category-tree.ts'
import { ProductsSelect } from './products-select.tsx'

export type Scope = Item<'listRules'>['scope']
export const wholeShop: Scope = {
  categoryIds: [],
  productIds: [],
  skuIds: [],
  excludeCategoryIds: [],
  excludeProductIds: [],
  excludeSkuIds: [],
}

type Which = 'all' | 'categories' | 'products'
const whichOf = (scope: Scope): Which =>
  scope.categoryIds.length > 0 ? 'categories' : scope.productIds.length > 0 || scope.skuIds.length > 0 ? 'products' : 'all'

interface Props {
  scope: Scope
  onChange: (scope: Scope) => void
  which: Which | undefined
  onWhich: (which: Which) => void
}

/** Which goods take part: all, some categories or some products, and which never do. */
export function ScopeForm({ scope, onChange, which = whichOf(scope), onWhich }: Props) {
  const t = useT()
  const categories = useRead('listAdminCategories')
  const pick = (next: Which) => {
    onWhich(next)
    onChange({
      ...scope,
      categoryIds: next === 'categories' ? scope.categoryIds : [],
      productIds: next === 'products' ? scope.productIds : [],
      skuIds: next === 'products' ? scope.skuIds : [],
    })
  }
  return (
    <div className="stack-tight">
      <Radio.Group
        value={which}
        onChange={(event) => pick(event.target.value)}
        options={[
          { value: 'all', label: t('scope.all') },
          { value: 'categories', label: t('scope.categories') },
          { value: 'products', label: t('scope.products') },
        ]}
      />
      {which === 'categories' && (
        <TreeSelect
          multiple
          maxCount={50}
          showSearch={{ treeNodeFilterProp: 'title' }}
          treeData={optionsOf(treeOf(categories.data?.items ?? []))}
          value={scope.categoryIds}
          placeholder={t('scope.chooseCategories')}
          aria-label={t('scope.chooseCategories')}
          onChange={(categoryIds: string[]) => onChange({ ...scope, categoryIds })}
        />
      )}
      {which === 'products' && (
        <ProductsSelect
          value={scope.productIds}
          placeholder={t('scope.chooseProducts')}
          onChange={(productIds) => onChange({ ...scope, productIds })}
        />
      )}
      <div>
        <span className="muted small">{t('scope.exclude')}</span>
        <ProductsSelect
          value={scope.excludeProductIds}
          placeholder={t('scope.excludeNone')}
          onChange={(excludeProductIds) => onChange({ ...scope, excludeProductIds })}
        />
      </div>
    </div>
  )
}
