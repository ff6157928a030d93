/** Where a container's places are on this machine. */
export interface Places {
  /** `host:port` in the container network, and the port that stands for it here. */
  readonly addresses: Readonly<Record<string, number>>;
  /** Where a volume is mounted, and the folder that stands for it here. */
  readonly folders: Readonly<Record<string, string>>;
}

/** A container's variables as they have to be for the same process on this machine. */
export function localEnvironment(
  environment: Readonly<Record<string, string>>,
  { addresses, folders }: Places,
): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, localValue(value)]));

  function localValue(value: string): string {
    const here = Object.entries(addresses).reduce(
      (text, [address, port]) => text.replaceAll(`//${address}`, `//127.0.0.1:${port}`),
      value,
    );
    const folder = Object.keys(folders).find((mounted) => here === mounted || here.startsWith(`${mounted}/`));
    if (folder !== undefined) return `${folders[folder] ?? ''}${here.slice(folder.length)}`;
    return here === '0.0.0.0' ? '127.0.0.1' : here;
  }
}
