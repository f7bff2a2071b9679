import type { Category } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Scroller, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { SearchLink } from '@/kit/SearchBox'
import { Bone } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import './index.scss'

const childrenOf = (all: readonly Category[], parentId: string | null) =>
  all.filter((category) => category.parentId === parentId).sort((a, b) => a.sort - b.sort)

export default function CategoryPage() {
  const query = useQuery({ queryKey: ['categories'], queryFn: () => shop.listCategories(), staleTime: 5 * 60_000 })
  const [chosen, setChosen] = useState<string>()
  const all = query.data?.items ?? []
  const roots = childrenOf(all, null)
  const current = roots.find((root) => root.id === chosen) ?? roots[0]
  return (
    <Page title={t('tab.category')} tab="category" bar="none" className="category">
      <Box className="category__head">
        <SearchLink />
      </Box>
      {query.isPending ? <Waiting /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && !current ? (
        <Empty icon="category" text={t('category.empty')} action={t('common.home')} onAction={() => go('home')} />
      ) : null}
      {current ? (
        <Box className="category__columns">
          <Scroller axis="y" className="category__roots" role="tablist" label={t('tab.category')}>
            {roots.map((root) => (
              <Tap
                key={root.id}
                role="tab"
                testId="category-root"
                selected={root === current}
                className={classNames('category__root', root === current && 'category__root--on')}
                onTap={() => setChosen(root.id)}
              >
                <Text>{root.name}</Text>
              </Tap>
            ))}
          </Scroller>
          <Scroller key={current.id} axis="y" className="category__leaves">
            <Groups all={all} root={current} />
          </Scroller>
        </Box>
      ) : null}
    </Page>
  )
}

function Groups({ all, root }: { all: readonly Category[]; root: Category }) {
  const groups = childrenOf(all, root.id)
  const leaves = groups.filter((group) => childrenOf(all, group.id).length === 0)
  return (
    <>
      <Tap className="category__all" testId="category-all" onTap={() => go('results', { categoryId: root.id, title: root.name })}>
        <Text className="category__all-text">{t('category.allOf', { name: root.name })}</Text>
        <Text className="category__count">{t('category.count', { count: root.products })}</Text>
        <Icon name="forward" size={16} />
      </Tap>
      {leaves.length > 0 ? <Leaves items={leaves} /> : null}
      {groups
        .filter((group) => !leaves.includes(group))
        .map((group) => (
          <Box key={group.id}>
            <Box className="category__group">{group.name}</Box>
            <Leaves items={childrenOf(all, group.id)} />
          </Box>
        ))}
    </>
  )
}

function Leaves({ items }: { items: readonly Category[] }) {
  return (
    <Box className="category__grid">
      {items.map((leaf) => (
        <Tap
          key={leaf.id}
          className="category__leaf"
          testId="category-leaf"
          onTap={() => go('results', { categoryId: leaf.id, title: leaf.name })}
        >
          <Box className="category__picture">
            <Img picture={leaf.picture} alt="" width={76} />
          </Box>
          <Text className="category__name">{leaf.name}</Text>
        </Tap>
      ))}
    </Box>
  )
}

function Waiting() {
  return (
    <Box className="category__columns" hidden>
      <Box className="category__roots">
        {[0, 1, 2, 3, 4].map((at) => (
          <Box key={at} className="category__root">
            <Bone width="56px" />
          </Box>
        ))}
      </Box>
      <Box className="category__leaves">
        <Box className="category__grid">
          {[0, 1, 2, 3, 4, 5].map((at) => (
            <Box key={at} className="category__leaf">
              <Bone width="72px" height={72} />
              <Bone width="48px" />
            </Box>
          ))}
        </Box>
      </Box>
    </Box>
  )
}
