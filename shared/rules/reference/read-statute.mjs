/** Placeholder: paragraph and item counts come with the article table. */
export function articlesOf() {
  return null
}
