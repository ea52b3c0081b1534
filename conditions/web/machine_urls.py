"""Addresses for programs: patient records, feed readers, search engines, scripts."""

from django.urls import include, path

from conditions.web.views import discovery, feeds, fhir, infobutton, offline, search_feeds

urlpatterns = [
    path("api/", include("conditions.web.views.api.urls")),
    path("fhir/metadata", fhir.metadata, name="fhir-metadata"),
    path("fhir/<str:kind>", fhir.search, name="fhir-search"),
    path("fhir/<str:kind>/<str:identity>", fhir.read, name="fhir-read"),
    path("infobutton/", infobutton.infobutton, name="infobutton"),
    path("infobutton/profile/", infobutton.profile, name="infobutton-profile"),
    path("infobutton/try/", infobutton.try_it, name="infobutton-try"),
    path("feed.atom", feeds.site_feed, name="site-feed"),
    path("conditions/<slug:slug>/feed.atom", feeds.condition_feed, name="condition-feed"),
    path("conditions/feed.atom", search_feeds.filter_feed, name="filter-feed"),
    path("search.atom", search_feeds.results, name="search-atom"),
    path("regions/<slug:region>/feed.atom", feeds.region_feed, name="region-feed"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", discovery.sitemap_file, name="sitemap-file"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sw.js", offline.service_worker, name="service-worker"),
    path("offline/", offline.kept, name="offline"),
    path("opensearch.xml", discovery.open_search, name="opensearch"),
]
