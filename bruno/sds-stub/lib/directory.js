/** Reads what a search of the directory found. */

const VALUE_OF = {
  asid: 'https://fhir.nhs.uk/Id/nhsSpineASID',
  partyKey: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey',
};

module.exports = (res) => {
  const found = ((res.body && res.body.entry) || []).map(({ resource }) => resource);
  const valueOf = ({ identifier = [] }, name) =>
    (identifier.find(({ system }) => system === VALUE_OF[name]) || { value: undefined }).value;

  return {
    /** Of Devices. */
    systems: found.map((device) => ({ asid: valueOf(device, 'asid'), partyKey: valueOf(device, 'partyKey') })),
    endpoints: found.map((endpoint) => ({
      address: endpoint.address,
      partyKey: valueOf(endpoint, 'partyKey'),
      odsCode: endpoint.managingOrganization && endpoint.managingOrganization.identifier.value,
      status: endpoint.status,
    })),
  };
};
